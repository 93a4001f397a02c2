package com.techbro24.crm.app.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "X=abcdefghij#kl            | abcdefghij#kl",
                "X=abc #def                 | abc",
                "X=#abc                     | #abc",
                "X= # nothing               | ~~",
                "X=                         | ~~",
                "  X = a b=c                | a b=c",
                "X=it's \"so\"              | it's \"so\"",
                "X=back\\slash\\n           | back\\slash\\n",
                "X=\"abc \\\"def\\\" #ghi\" | abc \"def\" #ghi",
                "X=\"a\\\\b\\tc\"           | a\\b\\tc",
                "X=\"abc\" # a comment      | abc",
                "X='a \"b\" #c\\n'          | a \"b\" #c\\n",
                "X=''                       | ~~",
                "export X=\"a\"             | a",
                "export  X='b'              | b",
            })
    void a_line_gives_a_value(String line, String value) throws IOException {
        assertThat(read(line)).isEqualTo(Map.of("X", value));
    }

    @Test
    void a_line_break_is_written_in_double_quotes() throws IOException {
        assertThat(read("X=\"a\\nb\"")).containsEntry("X", "a\nb");
    }

    @Test
    void what_editors_on_windows_write_is_taken() throws IOException {
        assertThat(read("\uFEFFA=1\r\n\r\n# B=0\r\nB='2'\r\n"))
                .isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void the_last_of_two_equal_names_counts() throws IOException {
        assertThat(read("A=1\nA=2\n  # A=3\n")).isEqualTo(Map.of("A", "2"));
    }

    @Test
    void the_environment_counts_before_the_file() throws IOException {
        Files.writeString(folder.resolve(".env"), "CRM_PORT=5001\nCRM_DEFAULT_REGION=\"DE\"\n");
        assertThat(SettingValues.of(Map.of("CRM_PORT", "5002"), folder).merged())
                .containsEntry("CRM_PORT", "5002")
                .containsEntry("CRM_DEFAULT_REGION", "DE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "=hush",
                "a hush=b",
                "export hush",
                "X=\"hush",
                "X='hush",
                "X=\"a\"hush",
                "X='a'#hush",
                "X=\"hush\\\""
            })
    void an_invalid_line_is_reported_with_its_number_and_without_its_text(String line)
            throws IOException {
        assertThat(errors("A=1\n\n" + line + "\nB=2\n"))
                .singleElement()
                .asString()
                .startsWith(".env, line 3: ")
                .doesNotContain("hush");
    }

    @Test
    void it_is_reported_together_with_all_other_errors() throws IOException {
        assertThat(errors("what is this\nCRM_PORT=x\nCRM_ENV='\n"))
                .containsExactly(
                        ".env, line 1: must be NAME=value, or a comment that starts with #",
                        ".env, line 3: a value that starts with a quote must end with it on the"
                                + " same line",
                        "CRM_PORT must be a whole number from 0 to 65535: 'x'");
    }

    @Test
    void an_unreadable_file_is_an_error() throws IOException {
        Files.write(folder.resolve(".env"), "X=\u00e9".getBytes(ISO_8859_1));
        assertThat(faultsOfTheFile()).containsExactly(".env cannot be read: it must be UTF-8");
        Files.delete(folder.resolve(".env"));
        Files.createDirectory(folder.resolve(".env"));
        assertThat(faultsOfTheFile())
                .singleElement()
                .asString()
                .startsWith(".env cannot be read: ");
    }

    private List<String> errors(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
        return faultsOfTheFile();
    }

    private List<String> faultsOfTheFile() {
        var given = SettingValues.of(Map.of(), folder);
        return catchThrowableOfType(
                        Settings.InvalidSettings.class, () -> Settings.read(given.inDevelopment()))
                .errors();
    }

    private Map<String, String> read(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
        return SettingValues.of(Map.of(), folder).merged();
    }
}
