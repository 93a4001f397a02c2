package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and dates as they are written around the world. */
class CellReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1250|1250",
                "1 250|1250",
                "1\u00a0234,50|1234.50",
                "1\u202f234\u202f567,8|1234567.8",
                "1'234.50|1234.50",
                "1\u2019234|1234",
                "1,234.50|1234.50",
                "1.234,50|1234.50",
                "1.234.567|1234567",
                "1,234,567.1|1234567.1",
                "1,00,000|100000",
                "12,34,567.50|1234567.50",
                "1250.5|1250.5",
                "1250,5|1250.5",
                "0.125|0.125",
                "0,125|0.125",
                "12345,678|12345.678",
                "-7|-7",
                "\u22127|-7",
                "1250,-|1250",
                "1.250,- \u20ac|1250",
                "\u20ac 1.250,00|1250",
                "$1,250.00|1250",
                "CHF 1'250.00|1250",
                "1 250,00 kr|1250",
                "R$ 1.250,00|1250",
                "US$99|99",
                "-\u20ac5|-5",
                "\u0661\u0662|12"
            })
    void a_number_that_can_be_only_one_is_it(String cell, BigDecimal number) {
        assertThat(NumberCell.of(cell).isAmbiguous()).isFalse();
        assertThat(NumberCell.of(cell).number(null)).get().satisfies(read -> same(read, number));
    }

    private static void same(BigDecimal read, BigDecimal expected) {
        assertThat(read).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.250|1.250|1250", "1,250|1250|1.250", "\u20ac12,500|12500|12.500"})
    void a_number_that_can_be_two_is_none_until_the_mark_is_known(
            String cell, BigDecimal byPoint, BigDecimal byComma) {
        NumberCell read = NumberCell.of(cell);
        assertThat(read.number(null)).isEmpty();
        assertThat(read.number(DecimalMark.POINT)).contains(byPoint);
        assertThat(read.number(DecimalMark.COMMA)).contains(byComma);
        assertThat(read.onlyMark()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.23.45",
                "1,2,3",
                "12,34",
                "abc",
                "1e5",
                "1.250.00",
                "1,250,00",
                "1 25",
                "XXQ 5",
                "5 apples",
                "",
                "1..5",
                "1'250,5.0"
            })
    void what_is_no_number_by_a_point_is_none_by_it(String cell) {
        assertThat(NumberCell.of(cell).number(DecimalMark.POINT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "2026-03-12|2026-03-12|",
                "2026/3/12|2026-03-12|",
                "12.03.2026|2026-03-12|",
                "24. 12. 2026|2026-12-24|",
                "13/03/2026|2026-03-13|",
                "3/13/2026|2026-03-13|",
                "05/05/2026|2026-05-05|",
                "12 Mar 2026|2026-03-12|",
                "12-Mar-2026|2026-03-12|",
                "12. M\u00e4rz 2026|2026-03-12|",
                "12 de marzo de 2026|2026-03-12|",
                "12 f\u00e9vr. 2026|2026-02-12|",
                "March 12, 2026|2026-03-12|",
                "Aug 12th, 2026 at 9:30 AM|2026-08-12|09:30",
                "2026-03-12 09:30|2026-03-12|09:30",
                "2026-03-12T09:30:15.5|2026-03-12|09:30:15.5",
                "13/03/2026 12:05 a.m.|2026-03-13|00:05",
                "3/13/2026, 1:05\u202fPM|2026-03-13|13:05",
                "24.12.2026 um 9:30 Uhr|2026-12-24|09:30"
            })
    void a_date_that_can_be_only_one_is_it(String cell, LocalDate day, LocalTime time) {
        assertThat(DateCell.of(cell).flatMap(read -> read.day(null))).contains(day);
        assertThat(DateCell.of(cell).map(DateCell::time)).isEqualTo(Optional.ofNullable(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12/03/2026", "3-12-2026 09:30"})
    void a_date_that_can_be_two_is_none_until_the_order_is_known(String cell) {
        DateCell read = DateCell.of(cell).orElseThrow();
        assertThat(read.day(null)).isEmpty();
        assertThat(read.day(DateOrder.DMY)).isNotEqualTo(read.day(DateOrder.MDY)).isPresent();
        assertThat(read.day(DateOrder.YMD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30.02.2026",
                "13/13/2026",
                "12/03/26",
                "soon",
                "45000",
                "2026-03-12 25:00",
                "",
                "12.03",
                "2026-03-12 9:30 99",
                "13/03/2026 13:05 pm"
            })
    void what_is_no_date_is_none(String cell) {
        assertThat(DateCell.of(cell)).isEmpty();
    }
}
