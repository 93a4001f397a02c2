package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
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
            var number = Phone.Numbers.international(written);
            if (number.isPresent()) {
                known++;
                assertThat(number).as(written).isEqualTo(Phone.Numbers.parsed(written, "US"));
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
    void numbers_are_read_as_they_are_written() {
        assertThat(Phone.Numbers.e164("+49 151 23456789")).contains("+4915123456789");
        assertThat(Phone.Numbers.e164("+49 (0)30 901820")).contains("+4930901820");
        assertThat(Phone.Numbers.e164("+39 06 6982")).contains("+39066982");
        assertThat(Phone.Numbers.e164("(212) 555-0123")).contains("+12125550123");
        assertThat(Phone.Numbers.e164("+1 212 555 0123 ext. 7")).contains("+12125550123");
        assertThat(Phone.Numbers.e164("+٤٩١٥١٢٣٤٥٦٧٨٩")).contains("+4915123456789");
        for (String bad :
                List.of("", "+", "+49", "+49 1", "+999 123456789", "12", "+ 1 2 3", "x")) {
            assertThat(Phone.Numbers.e164(bad)).as(bad).isEmpty();
        }
    }
}
