package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhoneTest {
    private static final int NUMBERS = 60_000;

    /** A number of each kind in each country. */
    private static List<String> examples() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        List<String> examples = new ArrayList<>();
        for (String region : numbers.getSupportedRegions()) {
            for (PhoneNumberType type : PhoneNumberType.values()) {
                PhoneNumber example = numbers.getExampleNumberForType(region, type);
                if (example != null) {
                    examples.add(numbers.format(example, PhoneNumberFormat.E164));
                }
            }
        }
        return examples;
    }

    @Test
    void what_is_not_parsed_is_what_parsing_would_give() {
        Random random = new Random(11);
        List<String> examples = examples();
        int known = 0;
        for (int count = 0; count < NUMBERS; count++) {
            String written = altered(examples.get(random.nextInt(examples.size())), random);
            var number = PhoneNumbers.international(written);
            if (number.isPresent()) {
                known++;
                assertThat(number).as(written).isEqualTo(PhoneNumbers.parsed(written, "US"));
            }
        }
        assertThat(known).isGreaterThan(NUMBERS / 5);
    }

    /** With some other digits, one more or one less, and spaces in it. */
    private static String altered(String number, Random random) {
        StringBuilder altered = new StringBuilder(number);
        for (int left = random.nextInt(8); left > 0; left--) {
            altered.setCharAt(
                    2 + random.nextInt(altered.length() - 2), (char) ('0' + random.nextInt(10)));
        }
        switch (random.nextInt(4)) {
            case 0 -> altered.append(random.nextInt(10));
            case 1 -> altered.setLength(altered.length() - 1);
            default -> {}
        }
        for (int left = random.nextInt(3); left > 0; left--) {
            altered.insert(1 + random.nextInt(altered.length()), ' ');
        }
        return altered.toString();
    }

    @Test
    void the_old_and_the_new_form_of_a_number_are_one_number() {
        assertThat(PhoneNumbers.e164("+52 1 55 1234 5678")).contains("+525512345678");
        assertThat(PhoneNumbers.e164("+52 55 1234 5678")).contains("+525512345678");
        assertThat(PhoneNumbers.e164("+55 11 8765 4321")).contains("+5511987654321");
        assertThat(PhoneNumbers.e164("+55 11 98765 4321")).contains("+5511987654321");
        // A landline has no ninth digit.
        assertThat(PhoneNumbers.e164("+55 11 3765 4321")).contains("+551137654321");
        assertThat(PhoneNumbers.e164("+54 9 11 2345 6789")).contains("+5491123456789");
        assertThat(PhoneNumbers.e164("+54 11 15 2345 6789")).contains("+5491123456789");
        assertThat(PhoneNumbers.forms("+5491123456789")).contains("+541123456789");
        assertThat(PhoneNumbers.forms("+541123456789")).contains("+5491123456789");
        assertThat(PhoneNumbers.forms("+4930901820")).containsExactly("+4930901820");
    }

    @Test
    void a_number_that_begins_with_00_is_read_with_a_plus_where_the_region_does_not_know_it() {
        assertThat(PhoneNumbers.e164("0049 30 901820")).contains("+4930901820");
        assertThat(PhoneNumbers.e164("(0049) 30 / 901820")).contains("+4930901820");
        assertThat(PhoneNumbers.e164("00 49-30-901820")).contains("+4930901820");
        assertThat(PhoneNumbers.e164("Tel. 0044 20 7946 0123 ext. 5")).contains("+442079460123");
        assertThat(PhoneNumbers.extension("0044 20 7946 0123 ext. 5")).contains("5");
        assertThat(PhoneNumbers.e164("0055 11 8765 4321")).contains("+5511987654321");
        assertThat(PhoneNumbers.e164("0000000000")).isEmpty();
        assertThat(PhoneNumbers.e164("00 212 555 0161")).isNotEqualTo(Optional.of("+2125550161"));
        try {
            for (String region : List.of("DE", "JP", "AU", "BR", "RU", "GB")) {
                PhoneNumbers.region(region);
                assertThat(PhoneNumbers.e164("0049 30 901820")).as(region).contains("+4930901820");
            }
        } finally {
            PhoneNumbers.region("US");
        }
    }

    @Test
    void invisible_characters_are_not_part_of_a_number() {
        assertThat(PhoneNumbers.e164("\u202a+1 212 555 0161\u202c")).contains("+12125550161");
        assertThat(PhoneNumbers.e164("+1\ufe0d-212-555-0167")).contains("+12125550167");
        assertThat(PhoneNumbers.read("+1\ufe0d-555-123-4567")).isPresent();
        assertThat(PhoneNumbers.e164("+49\u00a030\u200b 901820\ufeff")).contains("+4930901820");
    }

    @Test
    void a_number_that_can_only_be_dialled_locally_or_not_at_all_has_no_e164_form() {
        for (String written : List.of("555 0303", "555-0303", "0000000000", "+1 111 111 1111")) {
            assertThat(PhoneNumbers.read(written)).as(written).isPresent();
            assertThat(PhoneNumbers.e164(written)).as(written).isEmpty();
            assertThat(PhoneNumbers.contact(written)).as(written).isEmpty();
        }
    }

    @Test
    void an_extension_makes_another_contact_on_the_same_line() {
        String contact = PhoneNumbers.contact("+1 646 555 0100 ext. 12").orElseThrow();
        assertThat(contact).isEqualTo("+16465550100;ext=12");
        assertThat(PhoneNumbers.e164Of(contact)).isEqualTo("+16465550100");
        assertThat(PhoneNumbers.extensionOf(contact)).isEqualTo("12");
        assertThat(PhoneNumbers.contact("tel:+1-646-555-0100;ext=12")).contains(contact);
        assertThat(PhoneNumbers.contact("+1 646 555 0100 x12")).contains(contact);
    }

    @Test
    void numbers_are_read_as_they_are_written() {
        assertThat(PhoneNumbers.e164("+49 151 23456789")).contains("+4915123456789");
        assertThat(PhoneNumbers.e164("+49 (0)30 901820")).contains("+4930901820");
        assertThat(PhoneNumbers.e164("+39 06 6982")).contains("+39066982");
        assertThat(PhoneNumbers.e164("(212) 555-0123")).contains("+12125550123");
        assertThat(PhoneNumbers.e164("+1 212 555 0123 ext. 7")).contains("+12125550123");
        assertThat(PhoneNumbers.e164("+٤٩١٥١٢٣٤٥٦٧٨٩")).contains("+4915123456789");
        for (String bad :
                List.of("", "+", "+49", "+49 1", "+999 123456789", "12", "+ 1 2 3", "x")) {
            assertThat(PhoneNumbers.e164(bad)).as(bad).isEmpty();
        }
    }
}
