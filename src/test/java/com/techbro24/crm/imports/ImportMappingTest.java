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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Name; E-Mail Adresse; Tel. (mobil); Kommentar         | name email phone notes
                    Vorname; Nachname; Telefon (geschäftlich); E-Mail (privat); Auftragswert | firstName lastName phone email value
                    Name, Full; Phone: Work; Address, E-mail; Phone No.   | name phone email phone
                    Prénom; Nom; Téléphone portable; Adresse e-mail; Société; Commentaires; Montant | firstName name phone email company notes value
                    Nombre; Apellidos; Teléfono móvil; Correo electrónico; Empresa; Observaciones | name lastName phone email company notes
                    Nome; Cognome; Cellulare; Indirizzo e-mail; Ragione sociale; Note; Importo | name lastName phone email company notes value
                    Nome; Sobrenome; Telemóvel; Endereço de e-mail; Observações; Moeda | name lastName phone email notes currency
                    Voornaam; Achternaam; Telefoonnummer; E-mailadres; Bedrijfsnaam; Opmerkingen | firstName lastName phone email company notes
                    Imię; Nazwisko; Numer telefonu; Adres e-mail; Nazwa firmy; Uwagi; Źródło | firstName lastName phone email company notes source
                    Förnamn; Efternamn; Mobilnummer; E-postadress; Företag; Anteckningar | firstName lastName phone email company notes
                    Fornavn; Efternavn; Tlf.; E-mail; Virksomhed; Bemærkninger; Beløb | firstName lastName phone email company notes value
                    Fornavn; Etternavn; Telefonnr.; E-post; Bedrift; Merknader | firstName lastName phone email company notes
                    Jméno; Příjmení; Číslo telefonu; E-mailová adresa; Název firmy; Poznámka | name lastName phone email company notes
                    Adı Soyadı; Cep Telefonu; E-posta Adresi; Şirket; Açıklama; Para Birimi | name phone email company notes currency
                    ФИО; Номер телефона; Электронная почта; Компания; Комментарий | name phone email company notes
                    Ім’я; Прізвище; Мобільний телефон; Електронна пошта; Примітки | name lastName phone email notes
                    氏名; 携帯電話番号; メールアドレス; 会社名; 備考          | name phone email company notes
                    姓名; 手机号码; 电子邮箱; 公司名称; 备注; 来源              | name phone email company notes source
                    이름; 휴대폰 번호; 이메일 주소; 회사명; 비고                | name phone email company notes
                    الاسم الكامل; رقم الجوال; البريد الإلكتروني; الشركة; ملاحظات | name phone email company notes
                    Email (required); Name*; Phone [optional]             | email name phone
                    """)
    void common_names_are_known_in_many_languages(String header, String fields) {
        assertThat(guess(header.split("; ?"))).containsExactly(fields.split(" "));
    }

    @Test
    void a_name_that_only_resembles_a_known_one_is_not_guessed() {
        assertThat(
                        guess(
                                "Is primary phone",
                                "Phone verified",
                                "Phone type",
                                "Fax",
                                "Emergency contact phone",
                                "Assistant's Phone",
                                "Email bounced",
                                "Email opt out",
                                "Ad",
                                "Estado",
                                "Mailing address",
                                "Name of pet"))
                .containsOnly("null");
    }

    @Test
    void a_custom_field_takes_the_column_with_its_name_before_a_word_of_another_language() {
        CustomField notes =
                new CustomField(
                        "id",
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null,
                        "kommentar",
                        "Kommentar",
                        CustomFieldType.TEXT,
                        List.of(),
                        false);
        assertThat(new ImportMapping(List.of(notes)).of(List.of("Name", "Kommentar"), List.of()))
                .extracting(ImportColumn::field)
                .containsExactly("name", "custom.kommentar");
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
