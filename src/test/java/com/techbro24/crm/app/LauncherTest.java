package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code ./crm} with a Maven and JDKs that only write down how they are called. */
class LauncherTest {
    private static final String TOOLS =
            "bash cat cksum dirname find flock mkdir mv readlink rm sed sleep sort tr xargs";

    @TempDir private Path folder;

    private Path project;
    private Path tools;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void a_project_and_a_machine() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("crm"), project.resolve("crm"), StandardCopyOption.COPY_ATTRIBUTES);
        write(project.resolve("pom.xml"), "<project/>");
        write(project.resolve(".mvn/jvm.config"), "");
        write(project.resolve("src/main/java/A.java"), "class A {}");
        write(project.resolve("src/main/java/B.java"), "class B {}");
        for (var tool : TOOLS.split(" ")) provide(tool);
        script(
                tools.resolve("mvn"),
                """
                echo "$@" >>maven-calls
                [[ ! -e breaks-the-build ]] || { echo 'A.java: broken'; exit 1; }
                for option in "$@"; do
                    case $option in -Dcrm.directory=*) sleep 0.2; : >"${option#*=}/crm.jar" ;; esac
                done
                """);
        jdk("jdk-25", "25.0.1");
    }

    @Test
    void the_first_run_builds_and_the_next_does_not() throws Exception {
        assertThat(crm("version").err()).contains("Building");
        assertThat(crm("version").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_change_a_new_file_and_a_deletion_each_lead_to_a_build() throws Exception {
        crm("version");
        write(project.resolve("src/main/java/A.java"), "class A { int a; }");
        crm("version");
        write(project.resolve("src/main/java/C.java"), "class C {}");
        crm("version");
        Files.delete(project.resolve("src/main/java/B.java"));
        crm("version");
        assertThat(builds()).isEqualTo(4);
    }

    @Test
    void a_build_that_failed_shows_why_and_is_tried_again() throws Exception {
        write(project.resolve("breaks-the-build"), "");
        var broken = crm("version");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("A.java: broken").contains("The build failed");
        Files.delete(project.resolve("breaks-the-build"));
        assertThat(crm("version").exitCode()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void starts_at_the_same_time_build_once() throws Exception {
        startThreeAtOnce();
    }

    @Test
    void without_flock_they_build_once_too() throws Exception {
        Files.delete(tools.resolve("flock"));
        startThreeAtOnce();
    }

    private void startThreeAtOnce() throws Exception {
        var processes =
                IntStream.range(0, 3)
                        .mapToObj(number -> start(Map.of(), "version", "number" + number))
                        .toList();
        for (var process : processes) assertThat(process.waitFor()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_jdk_that_is_too_old_is_passed_over() throws Exception {
        jdk("jdk-17", "17.0.1");
        var java17 = folder.resolve("jdks/jdk-17").toString();
        assertThat(crm(Map.of("JAVA_HOME", java17), "version").out()).startsWith("25.0.1 ");
    }

    @Test
    void the_jdk_of_java_home_comes_first() throws Exception {
        jdk("another", "26");
        var java26 = folder.resolve("jdks/another").toString();
        assertThat(crm(Map.of("JAVA_HOME", java26), "version").out()).startsWith("26 ");
    }

    @Test
    void a_jdk_of_sdkman_is_found() throws Exception {
        jdk("../home/.sdkman/candidates/java/25-tem", "25.0.2");
        assertThat(crm(Map.of("JDK_PLACES", ""), "version").out()).startsWith("25.0.2 ");
    }

    @Test
    void without_a_jdk_one_line_says_what_to_install() throws Exception {
        var run = crm(Map.of("JDK_PLACES", ""), "version");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().startsWith("crm: JDK 25 or newer");
    }

    @Test
    void without_maven_or_node_one_line_says_what_to_install() throws Exception {
        assertThat(crm("test").err().lines()).singleElement().asString().contains("Node.js");
        crm("serve");
        Files.delete(tools.resolve("mvn"));
        write(project.resolve("src/main/java/C.java"), "class C {}");
        var run = crm("serve");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("Maven 3.8 or newer");
        assertThat(project.resolve("target/serve"))
                .isDirectoryContaining("glob:**/crm.jar")
                .isDirectoryContaining("glob:**.aot");
    }

    @Test
    void serving_prepares_the_cache_once_and_uses_it() throws Exception {
        assertThat(crm("serve").err()).contains("Preparing fast starts");
        var later = crm("serve");
        assertThat(later.err()).isEmpty();
        assertThat(later.out()).contains("-XX:AOTCache=target/serve/").endsWith("serve\n");
    }

    @Test
    void a_cache_that_cannot_be_made_stops_nothing_and_is_tried_once() throws Exception {
        write(project.resolve("breaks-the-training"), "");
        assertThat(crm("serve").exitCode()).isZero();
        var later = crm("serve");
        assertThat(later.err()).isEmpty();
        assertThat(later.out()).doesNotContain("AOTCache");
    }

    @Test
    void the_options_of_the_user_come_last_and_may_choose_the_collector() throws Exception {
        var usual = crm("version").out();
        assertThat(usual).contains("-XX:+UseSerialGC").contains("-XX:+UseCompactObjectHeaders");
        var chosen = crm(Map.of("CRM_JAVA_OPTS", "-Xmx1g -XX:+UseZGC"), "version").out();
        assertThat(chosen).contains("-Xmx1g -XX:+UseZGC -jar").doesNotContain("Serial", "NewSize");

        write(project.resolve(".env"), "CRM_JAVA_OPTS=-Xmx3g");
        assertThat(crm(Map.of("CRM_JAVA_OPTS", "-Xmx4g"), "version").out())
                .contains("-Xmx4g -jar")
                .doesNotContain("-Xmx3g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CRM_JAVA_OPTS=\"-Xmx3g -Da=#b\"",
                "export CRM_JAVA_OPTS='-Xmx3g -Da=#b' # a comment",
                "  CRM_JAVA_OPTS = -Xmx3g -Da=#b # a comment",
                "CRM_JAVA_OPTS=-Xmx3g -Da=#b\r\n#CRM_JAVA_OPTS=-Xmx1m\r",
                "\uFEFFCRM_JAVA_OPTS=\"-Xmx3g -Da=#b\"\r",
                "CRM_JAVA_OPTS=-Xmx1m\nCRM_JAVA_OPTS=-Xmx3g -Da=#b",
            })
    void the_options_are_read_from_the_file_as_the_server_reads_it(String lines) throws Exception {
        write(project.resolve(".env"), lines + "\n");
        assertThat(crm("version").out()).contains(" -Xmx3g -Da=#b -jar").doesNotContain("-Xmx1m");
        assertThat(SettingValues.of(Map.of(), project).merged())
                .isEqualTo(Map.of("CRM_JAVA_OPTS", "-Xmx3g -Da=#b"));
    }

    @Test
    void quotes_within_the_options_are_read_as_the_server_reads_them() throws Exception {
        write(project.resolve(".env"), "CRM_JAVA_OPTS=\"-Da=\\\"b\\\" -Dc=d\\\\e\"\n");
        var options = SettingValues.of(Map.of(), project).merged().get("CRM_JAVA_OPTS");
        assertThat(options).isEqualTo("-Da=\"b\" -Dc=d\\e");
        assertThat(crm("version").out()).contains(" " + options + " -jar");

        write(project.resolve(".env"), "CRM_JAVA_OPTS=\"-Xmx3g\n");
        assertThat(crm("version").out())
                .as("it starts, so that the server can name the fault")
                .doesNotContain("-Xmx3g");
    }

    @Test
    void a_named_test_is_run_alone_and_options_go_to_maven() throws Exception {
        script(tools.resolve("node"), "");
        script(tools.resolve("npm"), "");
        crm("test", "LeadTest", "-X");
        assertThat(Files.readString(project.resolve("maven-calls")))
                .contains("-Dtest=LeadTest")
                .contains(" -X ")
                .contains("-Dformat.phase=none")
                .endsWith("verify\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "check"})
    void every_test_is_run_with_the_check_of_the_format(String command) throws Exception {
        script(tools.resolve("node"), "");
        script(tools.resolve("npm"), "");
        crm(command);
        assertThat(Files.readString(project.resolve("maven-calls")))
                .endsWith("-Dformat.phase=validate verify\n");
    }

    private Run crm(String... arguments) throws Exception {
        return crm(Map.of(), arguments);
    }

    private Run crm(Map<String, String> environment, String... arguments) throws Exception {
        var process = start(environment, arguments);
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private Process start(Map<String, String> environment, String... arguments) {
        var builder = new ProcessBuilder(project.resolve("crm").toString());
        builder.command().addAll(List.of(arguments));
        var variables = builder.environment();
        variables.clear();
        variables.put("PATH", tools.toString());
        variables.put("HOME", folder.resolve("home").toString());
        variables.put("JDK_PLACES", folder.resolve("jdks") + "/jdk-*");
        variables.put("REAL_JAVA", System.getProperty("java.home") + "/bin/java");
        variables.put("CLASSES", Path.of("target/classes").toAbsolutePath().toString());
        variables.putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private long builds() throws IOException {
        try (var calls = Files.lines(project.resolve("maven-calls"))) {
            return calls.filter(call -> call.endsWith(" package")).count();
        }
    }

    /** One that prints its version and arguments, and writes the cache it is asked for. */
    private void jdk(String name, String version) throws IOException {
        var home = folder.resolve("jdks").resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "");
        script(
                home.resolve("bin/java"),
                """
                case "$*" in *.EnvFile*) exec "$REAL_JAVA" -cp "$CLASSES" "${@: -2}" ;; esac
                echo "%s $*"
                for option in "$@"; do
                    [[ $option == -XX:AOTCacheOutput=* ]] || continue
                    [[ ! -e breaks-the-training ]] || exit 1
                    echo cache >"${option#*=}"
                done
                """
                        .formatted(version));
    }

    private void provide(String tool) throws IOException {
        for (var place : List.of("/usr/bin", "/bin", "/opt/homebrew/bin")) {
            var real = Path.of(place, tool);
            if (!Files.exists(real)) continue;
            script(tools.resolve(tool), "exec " + real + " \"$@\"");
            return;
        }
    }

    private void script(Path file, String text) throws IOException {
        write(file, "#!/bin/bash\n" + text);
        if (!file.toFile().setExecutable(true)) throw new IOException("cannot make " + file);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
