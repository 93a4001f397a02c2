package com.techbro24.crm.app.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevBuildTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir private Path folder;

    private final StringWriter printed = new StringWriter();
    private Path sources;
    private Path classes;

    @SuppressWarnings("NullAway.Init")
    private DevBuild build;

    @BeforeEach
    void a_class_and_one_that_uses_it() throws IOException {
        sources = Files.createDirectories(folder.resolve("sources"));
        classes = folder.resolve("classes");
        build = new DevBuild(sources, classes, List.of(), new PrintWriter(printed, true));
        build.beginWith(Files.createDirectories(folder.resolve("built")));
        var used = write("Used", "class Used { static int one() { return 1; } }");
        var user = write("User", "class User { int one() { return Used.one(); } }");
        assertThat(build.update(Set.of(used, user))).isTrue();
        for (var name : List.of("Used", "User")) Files.setLastModifiedTime(file(name), LONG_AGO);
    }

    @Test
    void a_change_inside_a_method_compiles_that_file_alone() throws IOException {
        assertThat(
                        build.update(
                                Set.of(
                                        write(
                                                "Used",
                                                "class Used { static int one() { return 2; } }"))))
                .isTrue();
        assertThat(isFresh("Used")).isTrue();
        assertThat(isFresh("User")).isFalse();
    }

    @Test
    void a_change_that_others_see_compiles_them_too() throws IOException {
        assertThat(
                        build.update(
                                Set.of(
                                        write(
                                                "Used",
                                                "class Used { static long one() { return 1; } }"))))
                .isFalse(); // an int no more: User does not compile
        assertThat(printed.toString()).contains("User.java");
        assertThat(isFresh("Used")).isFalse();
    }

    @Test
    void after_an_error_the_next_change_compiles_what_waited() throws IOException {
        assertThat(build.update(Set.of(write("Used", "class Used { static int one() {} }"))))
                .isFalse();
        var user = write("User", "class User { int one() { return Used.one() + 1; } }");
        assertThat(build.update(Set.of(user))).isFalse();
        var used = write("Used", "class Used { static int one() { return 3; } }");
        assertThat(build.update(Set.of(used))).isTrue();
        assertThat(isFresh("Used") && isFresh("User")).isTrue();
    }

    @Test
    void a_deleted_source_takes_its_class_along() throws IOException {
        write("User", "class User {}");
        var used = sources.resolve("Used.java");
        Files.delete(used);
        assertThat(build.update(Set.of(used))).isTrue();
        assertThat(file("Used")).doesNotExist();
    }

    @Test
    void of_a_whole_build_the_classes_come_along_and_no_folder_of_resources() throws IOException {
        var built = folder.resolve("built");
        Files.writeString(Files.createDirectories(built.resolve("db")).resolve("V1__a.sql"), "");
        Files.write(Files.createDirectories(built.resolve("some")).resolve("A.class"), new byte[1]);
        build.beginWith(built);
        assertThat(classes.resolve("some/A.class")).exists();
        assertThat(classes.resolve("db")).doesNotExist();
    }

    @Test
    void a_resource_needs_no_compilation() throws IOException {
        assertThat(build.update(Set.of(sources.resolve("V2__more.sql")))).isTrue();
        assertThat(isFresh("Used")).isFalse();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(sources.resolve(name + ".java"), text);
    }

    private Path file(String name) {
        return classes.resolve(name + ".class");
    }

    private boolean isFresh(String name) throws IOException {
        return !Files.getLastModifiedTime(file(name)).equals(LONG_AGO);
    }
}
