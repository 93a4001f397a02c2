package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "dev",
                "test",
                "check",
                "format",
                "bench",
                "config",
                "version",
                "completion"
            })
    void the_help_lists_every_command(String command) {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^  " + command + " +\\w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "test", "config", "completion"})
    void every_command_has_a_help_of_its_own(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: ");
    }

    @Test
    void what_is_for_the_launcher_alone_is_not_in_the_help() {
        execute("--help");
        assertThat(out.toString()).doesNotContain("train");
    }

    @Test
    void an_unknown_command_is_a_usage_error_with_a_suggestion() {
        assertThat(execute("serv")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean").contains("serve");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "nonsense --help", "--help nonsense"})
    void a_command_that_there_is_not_is_named_even_where_help_is_asked_of_it(String words) {
        assertThat(execute(words.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("Unknown command: 'nonsense'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void help_is_a_command_too() {
        assertThat(execute("help")).isZero();
        var help = out.toString();
        out.getBuffer().setLength(0);
        assertThat(execute("--help")).isZero();
        assertThat(out).hasToString(help);
    }

    @Test
    void the_help_of_a_command_of_the_launcher_names_what_it_takes() {
        execute("bench", "--help");
        assertThat(out.toString()).contains("import", "kill9", "postgres", "strace-sync");
        execute("check", "--help");
        assertThat(out.toString()).contains("crm check [MAVEN-OPTION]...");
    }

    @Test
    void no_command_at_all_is_a_usage_error() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: crm");
    }

    @Test
    void the_version_names_java_too() {
        assertThat(execute("version")).isZero();
        assertThat(out.toString()).matches("TechBro24 CRM \\S+ on Java \\d+\\S*\\R");
    }

    @Test
    void the_completion_script_knows_the_launchers_commands() {
        assertThat(execute("completion")).isZero();
        assertThat(out.toString()).startsWith("#!/").contains("bench").contains("serve");
    }

    @Test
    void a_fault_of_the_settings_is_a_line_and_exit_code_2() {
        var printer = new PrintWriter(err);
        assertThat(
                        Failures.print(
                                new Settings.InvalidSettings(List.of("A is b", "C is d")), printer))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("crm: A is b", "crm: C is d");
    }

    @Test
    void any_other_failure_is_one_line_and_exit_code_1() {
        var failure = new IllegalStateException("wrapped", new IOException("No route\nmore"));
        assertThat(Failures.print(failure, new PrintWriter(err))).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("crm: No route");
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
