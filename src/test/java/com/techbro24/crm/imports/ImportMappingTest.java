package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportMappingTest {
    private static final CustomField PLAN =
            new CustomField(
                    "id",
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    "plan",
                    "Wanted plan",
                    CustomFieldType.TEXT,
                    List.of(),
                    false);

    private static final ImportMapping MAPPING = new ImportMapping(List.of(PLAN));

    private static List<String> guess(String... header) {
        return MAPPING.of(List.of(header), List.of()).stream()
                .map(column -> String.valueOf(column.field()))
                .toList();
    }

    @Test
    void names_are_known_however_they_are_written() {
        assertThat(guess("Full Name", "E-mail", "PHONE_NUMBER", "Company name", "Lead-Source"))
                .containsExactly("name", "email", "phone", "company", "source");
        assertThat(guess("Vorname", "Nachname", "Telefon", "Währung", "Nächster Schritt"))
                .containsExactly("firstName", "lastName", "phone", "currency", "null");
        assertThat(guess("assignedAgentId", "doNotCall", "nextFollowUpAt"))
                .containsExactly("assignedAgentId", "doNotCall", "nextFollowUpAt");
    }

    @Test
    void of_two_columns_for_one_field_the_likelier_has_it() {
        assertThat(guess("Name", "Stage", "Status")).containsExactly("name", "null", "status");
        assertThat(guess("Status", "Status", "Name")).containsExactly("status", "null", "name");
    }

    @Test
    void several_columns_may_hold_phones_and_emails_and_parts_of_a_name() {
        assertThat(guess("Name", "Mobile", "Business Phone 2", "HomePhone"))
                .containsExactly("name", "phone", "phone", "phone");
        assertThat(guess("Name", "E-mail Address", "E-mail 2 Address", "Email 3"))
                .containsExactly("name", "email", "email", "email");
        assertThat(guess("First name", "Name")).containsExactly("firstName", "name");
        assertThat(MAPPING.of(List.of("A", "B", "C"), List.of("name", "phone", "phone")))
                .extracting(ImportColumn::field)
                .containsExactly("name", "phone", "phone");
    }

    @Test
    void a_custom_field_is_known_by_its_name_and_its_label_once_it_is_declared() {
        assertThat(guess("name", "Plan", "custom.plan2"))
                .containsExactly("name", "custom.plan", "null");
        assertThat(guess("name", "wanted plan")).containsExactly("name", "custom.plan");
    }

    @Test
    void what_the_importer_says_is_checked_whole() {
        List<String> header = List.of("A", "B", "C");
        assertThat(MAPPING.of(header, List.of("name", "-", "custom.plan")))
                .containsExactly(
                        new ImportColumn("A", "name"),
                        new ImportColumn("B", null),
                        new ImportColumn("C", "custom.plan"));
        Problem problem =
                catchThrowableOfType(
                        Problem.class,
                        () -> MAPPING.of(header, List.of("name", "name", "nickname", "-")));
        assertThat(problem.errors())
                .extracting(InputError::code)
                .containsExactly("wrong_count", "duplicate", "unknown_value");
    }

    @Test
    void without_a_name_no_lead_can_be_made_but_one_can_be_changed() {
        List<ImportColumn> columns = List.of(new ImportColumn("Tel", "phone"));
        assertThat(
                        catchThrowableOfType(
                                        Problem.class,
                                        () -> ImportMapping.check(columns, OnDuplicate.SKIP))
                                .errors())
                .extracting(InputError::code)
                .containsExactly("required");
        assertThatCode(() -> ImportMapping.check(columns, OnDuplicate.UPDATE))
                .doesNotThrowAnyException();
    }
}
