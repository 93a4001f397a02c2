package com.techbro24.crm;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the map of the house: which room may enter which. */
class ArchitectureTest {
    private static final String HOUSE = "com.techbro24.crm";

    /** Upper floors may enter lower ones; rooms on one floor do not enter each other. */
    private static final String FLOORS =
            """
            app
            operations development
            realtime sync automation webhooks analytics integrations extensions
            agents leads imports bulk exports calls queue reminders notifications login calendar
            outbound
            http socketio
            changelog
            access
            database
            base extension
            """;

    /** Doors between rooms on one floor. */
    private static final String DOORS =
            """
            bulk -> leads
            calendar -> agents
            calendar -> calls
            calendar -> leads
            calendar -> notifications
            calendar -> reminders
            calls -> agents
            calls -> leads
            exports -> imports
            imports -> bulk
            imports -> leads
            leads -> agents
            login -> agents
            notifications -> agents
            queue -> agents
            queue -> calls
            queue -> leads
            reminders -> agents
            reminders -> leads
            """;

    private static final Path SOURCES = Path.of("src/main/java/com/techbro24/crm");

    /** Words by which code knows a feature: its entity, a column or a kind of change of it. */
    private static final Pattern FEATURE_NAME =
            Pattern.compile(
                    "(?i)\\blead_?(id|s)?\\b|\\w*Lead\\b|lead_\\w+|reminders?\\b|notifications\\b"
                            + "|custom_?fields?\\b|\\bcall[._]\\w+");

    /** They follow the change log and reach features only by commands, never by import. */
    private static final List<String> FOLLOWERS = floorOf("realtime");

    private static final List<String> FEATURES = floorOf("leads");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HOUSE);

    @Test
    void every_class_is_in_a_room_of_the_map() {
        var unknown = new TreeSet<String>();
        for (var type : CLASSES) if (floor(room(type)) < 0) unknown.add(type.getName());
        assertThat(unknown).isEmpty();
    }

    @Test
    void a_room_enters_only_rooms_below_it_or_by_a_door() {
        var trespasses = new TreeSet<String>();
        for (var type : CLASSES) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType();
                if (!target.getPackageName().startsWith(HOUSE)) continue;
                if (!mayEnter(room(type), room(target)))
                    trespasses.add(type.getName() + " -> " + target.getName());
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void rooms_form_no_cycle() {
        slices().matching(HOUSE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** Each package is a slice here: {@code http.server} may enter {@code http}, or the reverse. */
    @Test
    void sub_rooms_form_no_cycle() {
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_spine_names_no_feature() throws IOException {
        var named = new TreeSet<String>();
        for (String room : List.of("base", "changelog")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    FEATURE_NAME
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(found -> named.add(file.getFileName() + ": " + found.group()));
                }
            }
        }
        assertThat(named).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        var unmarked = new TreeSet<String>();
        for (var type : CLASSES)
            if (!type.getPackage().isAnnotatedWith(NullMarked.class))
                unmarked.add(type.getPackageName());
        assertThat(unmarked).isEmpty();
    }

    @Test
    void the_map_itself_forbids_what_it_should() {
        assertThat(mayEnter("app", "base")).isTrue();
        assertThat(mayEnter("calls", "leads")).isTrue();
        assertThat(mayEnter("leads", "calls")).isFalse();
        assertThat(mayEnter("webhooks", "leads")).isFalse();
        assertThat(mayEnter("webhooks", "changelog")).isTrue();
        assertThat(mayEnter("socketio", "base")).isFalse();
        assertThat(mayEnter("base", "app")).isFalse();
    }

    private static boolean mayEnter(String from, String to) {
        if (from.equals(to)) return true;
        if (from.equals("socketio")) return false; // it could be published by itself
        if (FOLLOWERS.contains(from) && FEATURES.contains(to)) return false;
        if (DOORS.lines().anyMatch((from + " -> " + to)::equals)) return true;
        return floor(from) >= 0 && floor(from) < floor(to);
    }

    private static String room(JavaClass type) {
        var inside = type.getPackageName().substring(HOUSE.length());
        return inside.isEmpty() ? "" : inside.substring(1).replaceFirst("\\..*", "");
    }

    /** Counted from the top; -1 for a room that the map does not have. */
    private static int floor(String room) {
        var floors = FLOORS.lines().map(floor -> Set.of(floor.split(" "))).toList();
        for (int i = 0; i < floors.size(); i++) if (floors.get(i).contains(room)) return i;
        return -1;
    }

    private static List<String> floorOf(String room) {
        return List.of(FLOORS.lines().toList().get(floor(room)).split(" "));
    }
}
