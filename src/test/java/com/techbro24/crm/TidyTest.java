package com.techbro24.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Watches what a reviewer would otherwise have to say again and again. */
class TidyTest {
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 50;

    /** A file or {@code File#method} that may be longer, and why. */
    private static final Map<String, String> MAY_BE_LONGER =
            Map.ofEntries(
                    Map.entry("Wiring.java", "every object made by new, on one page"),
                    Map.entry("EngineSession.java", "one state machine"),
                    Map.entry("Route.java", "all that can be said of a route, one method each"),
                    Map.entry("Socket.java", "the whole surface that a user of the room meets"),
                    Map.entry(
                            "LeadAssignmentTest.java#the_count_of_open_leads_follows_every_change",
                            "one story, change by change"),
                    Map.entry(
                            "LeadContractTest.java#a_read_returns_all_fields_of_the_create_response",
                            "a lead with every field"),
                    Map.entry("ClientTest.java", "the points of the protocol, one by one"));

    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".+(Manager|Utils?|Helper|Impl|Service|Data)");

    /** Put together, so that this file does not hold what it looks for. */
    private static final Pattern LEFT_UNDONE =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern HOME_FOLDER =
            Pattern.compile(
                    "(?<![\\w.:/-])/(home/(?!linuxbrew)\\w|Users/\\w|root/)|[A-Z]:\\\\Users");

    private static final Set<String> NOT_OURS =
            Set.of(".git", ".idea", ".vscode", "target", "node_modules", "data");
    private static final Pattern TEXT_FILE =
            Pattern.compile(
                    "(crm|run|Dockerfile)|.*\\.(java|xml|md|sql|json|ya?ml|js|mjs|ts|html|css|sh|properties|example)");

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final SourceTrees SOURCES =
            SourceTrees.of(files().stream().filter(TidyTest::isJava).toList());

    /** The room that owns each table and view: SQL of other rooms does not name it. */
    private static final String OWNERS =
            """
            access: accounts sessions api_keys login_failures login_networks password_resets feed_tokens
            changelog: changes change_feed log_meta follower_cursors follower_parked receipts
            agents: agents agent_statuses agent_status_spans agent_team_spans
            leads: leads lead_tags lead_typos lead_parts lead_parts_reach lead_words lead_texts
            leads: lead_loads lead_status_spans lead_derivation do_not_call_numbers
            leads: custom_fields lead_score_rules consent_entries lead_external_ids
            calls: calls call_outcomes calling_hours
            integrations: telephony_calls call_legs
            queue: lead_claims
            reminders: reminders lead_reminders all_reminders call_reminders
            notifications: notifications notification_counts notification_preferences
            notifications: notification_rules notification_brought notification_digests
            notifications: inboxes broadcasts
            outbound: outbound_messages suppressions outbound_keys push_subscriptions push_keys
            calendar: calendar_invitations
            bulk: lead_bulks lead_bulk_chunks lead_bulk_reports
            imports: lead_imports lead_import_chunks lead_import_refused lead_import_warnings
            exports: exports export_chunks
            imports: import_schedules
            integrations: integrations integration_links integration_runs
            extensions: custom_endpoints custom_endpoint_calls
            realtime: nodes presence
            automation: automation_rules automation_versions automation_runs automation_marks
            automation: automation_counts automation_sweeps
            sync: sync_mutations sync_conflicts sync_devices sync_log sync_scopes sync_resends
            """;

    /**
     * Exceptions: an agent is read with its account; the queue reads its order from the leads, and
     * passes over those with an open call.
     */
    private static final String FOREIGN_TABLES =
            """
            agents -> accounts
            queue -> calls
            queue -> leads
            """;

    private static final Pattern TABLE_IN_SQL =
            Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE) ([a-z_]+)");
    private static final Pattern CREATED_TABLE =
            Pattern.compile("CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (?:IF NOT EXISTS )?([a-z_]+)");

    /** Where SQL goes on in the next literal. */
    private static final Pattern BETWEEN_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Path HOUSE = MAIN.resolve("com/techbro24/crm");
    private static final Path MIGRATIONS = ROOT.resolve("src/main/resources/db");

    @Test
    void no_file_is_long() {
        var found = new ArrayList<String>();
        eachFile(
                TidyTest::isJava,
                (file, text) -> {
                    long lines = text.lines().count();
                    if (lines > FILE_LINES_MAX && !mayBeLonger(file, ""))
                        found.add(name(file) + " has " + lines + " lines");
                });
        assertThat(found).isEmpty();
    }

    @Test
    void no_method_is_long() {
        var found = new ArrayList<String>();
        for (var method : SOURCES.methods())
            if (method.lines() > METHOD_LINES_MAX
                    && !mayBeLonger(method.file(), "#" + method.name()))
                found.add(
                        name(method.file())
                                + ("#" + method.name() + " has " + method.lines() + " lines"));
        assertThat(found).isEmpty();
    }

    @Test
    void names_say_more_than_a_general_suffix() {
        var found = new ArrayList<String>();
        for (var type : SOURCES.types())
            if (FORBIDDEN_NAME.matcher(type.name()).matches())
                found.add(name(type.file()) + ": " + type.name());
        assertThat(found).isEmpty();
    }

    @Test
    void every_class_says_what_it_is() {
        var found = new ArrayList<String>();
        for (var type : SOURCES.types())
            if (type.isTop() && type.file().startsWith(MAIN) && !type.isDocumented())
                found.add(name(type.file()));
        assertThat(found).isEmpty();
    }

    @Test
    void no_test_is_switched_off() {
        assertThat(filesWith(Pattern.compile("^\\s*@Dis" + "abled\\b", Pattern.MULTILINE)))
                .isEmpty();
    }

    @Test
    void nothing_is_left_undone() {
        assertThat(filesWith(LEFT_UNDONE)).isEmpty();
    }

    @Test
    void no_path_of_a_persons_machine_is_in_a_file() {
        assertThat(filesWith(HOME_FOLDER)).isEmpty();
    }

    @Test
    void every_table_has_an_owner() {
        var created = new TreeSet<String>();
        eachFile(
                file -> file.toString().endsWith(".sql") && file.startsWith(MIGRATIONS),
                (file, text) -> created.addAll(matches(CREATED_TABLE, text)));
        assertThat(ownerByTable().keySet()).containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void sql_names_tables_of_its_own_room_only() {
        var owners = ownerByTable();
        var found = new TreeSet<String>();
        eachFile(
                file -> isJava(file) && file.startsWith(MAIN),
                (file, text) -> {
                    var room = HOUSE.relativize(file).getName(0).toString();
                    var joined = BETWEEN_LITERALS.matcher(text).replaceAll("");
                    for (var table : matches(TABLE_IN_SQL, joined))
                        if (!room.equals(owners.getOrDefault(table, room)))
                            found.add(room + " -> " + table);
                });
        assertThat(found).containsExactlyInAnyOrderElementsOf(FOREIGN_TABLES.lines().toList());
    }

    /** The room of each table, from {@link #OWNERS}. */
    private static Map<String, String> ownerByTable() {
        var owners = new TreeMap<String, String>();
        OWNERS.lines()
                .map(line -> line.split("[: ]+"))
                .forEach(
                        line -> {
                            for (int index = 1; index < line.length; index++)
                                owners.put(line[index], line[0]);
                        });
        return owners;
    }

    /** The first group of each match. */
    private static Set<String> matches(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        var match = pattern.matcher(text);
        while (match.find()) found.add(match.group(1));
        return found;
    }

    private static boolean mayBeLonger(Path file, String method) {
        return MAY_BE_LONGER.containsKey(file.getFileName() + method);
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<String> filesWith(Pattern pattern) {
        var found = new ArrayList<String>();
        eachFile(
                file -> TEXT_FILE.matcher(file.getFileName().toString()).matches(),
                (file, text) -> {
                    var match = pattern.matcher(text);
                    if (match.find()) found.add(name(file) + ": " + match.group());
                });
        return found;
    }

    private static void eachFile(Predicate<Path> which, BiConsumer<Path, String> then) {
        for (var file : files()) {
            if (!which.test(file)) continue;
            try {
                then.accept(file, Files.readString(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private static List<Path> files() {
        var files = new ArrayList<Path>();
        var visitor =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                        return NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        files.add(file);
                        return FileVisitResult.CONTINUE;
                    }
                };
        try {
            Files.walkFileTree(ROOT, visitor);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }
}
