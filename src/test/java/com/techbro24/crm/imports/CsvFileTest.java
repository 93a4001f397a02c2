package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.imports.csv.CsvFile;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private record Found(
            Delimiter delimiter,
            ImportEncoding encoding,
            List<String> header,
            List<CsvLine> lines) {}

    private static Found read(byte[] bytes) {
        try {
            CsvFile file = CsvFile.open(new ByteArrayInputStream(bytes), ImportWords::isKnown);
            List<CsvLine> raw = new ArrayList<>();
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                raw.add(next.get());
            }
            ImportEncoding encoding = file.finish();
            return new Found(
                    file.delimiter(),
                    encoding,
                    file.header(),
                    raw.stream().map(line -> line.in(encoding)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String refusal(byte[] bytes) {
        return catchThrowableOfType(Problem.class, () -> read(bytes)).detail();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void the_delimiter_is_found(String sign) {
        String csv = "Name;Phone;Notes\nAnn;+49;\"a,b\"\nBob;+44;x, y\n".replace(";", sign);
        Found found = read(csv.getBytes(UTF_8));
        assertThat(String.valueOf(found.delimiter().sign())).isEqualTo(sign);
        assertThat(found.header()).containsExactly("Name", "Phone", "Notes");
        assertThat(found.lines().getFirst().cells().getFirst()).isEqualTo("Ann");
    }

    @Test
    void one_column_is_a_table_too() {
        Found found = read("Name\nAnn\nBob, the builder".getBytes(UTF_8));
        assertThat(found.header()).containsExactly("Name");
        assertThat(found.lines()).hasSize(2);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() {
        Found found = read("\ufeff\"Name\",Ort\nZoë,Köln\n".getBytes(UTF_8));
        assertThat(found.header()).containsExactly("Name", "Ort");
        assertThat(found.encoding()).isEqualTo(ImportEncoding.UTF_8);
        assertThat(found.lines().getFirst().cells()).containsExactly("Zoë", "Köln");
    }

    @Test
    void what_is_no_utf_8_is_windows_1252() {
        Charset windows = Charset.forName("windows-1252");
        Found found = read("Straße;Betrag\nKönig;5 €\n".getBytes(windows));
        assertThat(found.encoding()).isEqualTo(ImportEncoding.WINDOWS_1252);
        assertThat(found.header()).containsExactly("Straße", "Betrag");
        assertThat(found.lines().getFirst().cells()).containsExactly("König", "5 €");
    }

    @Test
    void utf_16_is_read_by_its_mark() {
        Found found = read("\ufeffName\tOrt\nŁukasz\t東京\n".getBytes(UTF_16LE));
        assertThat(found.encoding()).isEqualTo(ImportEncoding.UTF_16);
        assertThat(found.lines().getFirst().cells()).containsExactly("Łukasz", "東京");
        assertThat(refusal("Name\tOrt\n".getBytes(UTF_16LE))).contains("Save it as UTF-8");
    }

    @Test
    void a_file_of_two_encodings_is_refused_with_the_line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Name\nZoë\n".getBytes(UTF_8));
        bytes.writeBytes("König\n".getBytes(ISO_8859_1));
        assertThat(refusal(bytes.toByteArray())).contains("line 3");
    }

    @Test
    void a_character_that_is_cut_off_at_the_end_is_no_utf_8() {
        byte[] bytes = "Name\nZoë".getBytes(UTF_8);
        Found found = read(java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(found.encoding()).isEqualTo(ImportEncoding.WINDOWS_1252);
    }

    @Test
    void lines_in_quotes_belong_to_their_cell_and_rows_know_their_line() {
        Found found =
                read("Name,Notes\n\"A\",\"one\ntwo \"\"2\"\"\"\n\n,\nB,x\r\n".getBytes(UTF_8));
        assertThat(found.lines())
                .containsExactly(
                        new CsvLine(2, List.of("A", "one\ntwo \"2\"")),
                        new CsvLine(6, List.of("B", "x")));
    }

    @Test
    void what_has_not_the_form_of_csv_is_refused_with_the_line() {
        assertThat(refusal("Name,Notes\nA,x\nB,\"never closed\nC,y\n".getBytes(UTF_8)))
                .contains("line 3");
        assertThat(refusal("Name,Notes\nA,\"x\" y\n".getBytes(UTF_8))).contains("line 2");
        assertThat(refusal(new byte[0])).contains("empty");
        assertThat(refusal("\n\n".getBytes(UTF_8))).contains("empty");
        assertThat(refusal(",".repeat(400).getBytes(UTF_8))).isNotEmpty();
    }

    @Test
    void a_cell_of_a_megabyte_is_read_and_one_without_an_end_is_not() {
        String megabyte = "x".repeat(1 << 20);
        Found found = read(("Name,Notes\nA," + megabyte + "\n").getBytes(UTF_8));
        assertThat(found.lines().getFirst().cells().getLast()).hasSize(1 << 20);
        assertThat(refusal(("Name,Notes\nA," + megabyte.repeat(5) + "\n").getBytes(UTF_8)))
                .contains("line 2");
    }
}
