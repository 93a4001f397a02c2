package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of each program whose exports people have, as a whole. */
class ExportedFilesTest {
    private static Stream<Arguments> contacts() {
        return Stream.of(
                Arguments.of(
                        Layout.GOOGLE_CONTACTS,
                        "First Name>firstName, Middle Name>middleName, Last Name>lastName,"
                                + " Organization Name>company, Notes>notes, Labels>tags,"
                                + " E-mail 1 - Value>email, E-mail 2 - Value>email,"
                                + " Phone 1 - Value>phone, Phone 2 - Value>phone",
                        "Grace Brewster Hopper|+12125550142|grace@harbour.example|Harbour Compilers"
                                + "|null|[Suppliers]|Met at the fair.\nLikes mornings.\n"
                                + "E-mail 2 - Value: grace@home.example\n"
                                + "Phone 2 - Value: +1 212 555 0143",
                        "José Núñez|+34612345678|jose@aceites.example|Aceites Núñez|null|[]"
                                + "|Phone 1 - Value: +34 912 34 56 78"),
                Arguments.of(
                        Layout.OUTLOOK,
                        "First Name>firstName, Middle Name>middleName, Last Name>lastName,"
                                + " E-mail Address>email, E-mail 2 Address>email,"
                                + " E-mail 3 Address>email, Home Phone>phone, Home Phone 2>phone,"
                                + " Business Phone>phone, Business Phone 2>phone,"
                                + " Mobile Phone>phone, Car Phone>phone, Other Phone>phone,"
                                + " Primary Phone>phone, Company Main Phone>phone, Company>company,"
                                + " Notes>notes, Categories>tags",
                        "Edith Clarke|+16465550171|edith@grid.example|Grid Analysis Ltd|null"
                                + "|[Customer, VIP]|Prefers email.\nMobile Phone: +1 646 555 0172",
                        "Ludwig Förster|+4930901821|ludwig@forst.example|Forst & Söhne|null|[]"
                                + "|null"));
    }

    private static Stream<Arguments> sales() {
        return Stream.of(
                Arguments.of(
                        Layout.HUBSPOT,
                        "First Name>firstName, Last Name>lastName, Email>email, Phone Number>phone,"
                                + " Mobile Phone Number>phone, Associated Company>company,"
                                + " Original Source>source",
                        "Katherine Johnson|+12125550151|katherine@orbits.example|Orbits Inc."
                                + "|Organic Search|[]|null",
                        "Maria Rossi|+390212345678|maria@sartoria.example|Sartoria Rossi"
                                + "|Direct Traffic|[]|null"),
                Arguments.of(
                        Layout.SALESFORCE,
                        "LastName>lastName, FirstName>firstName, Name>name, Company>company,"
                                + " Phone>phone, MobilePhone>phone, Email>email, Description>notes,"
                                + " LeadSource>source, DoNotCall>doNotCall",
                        "Mary Jackson|+17575550134|mary@tunnel.example|Tunnel Works|Web|[]"
                                + "|Wants a pilot.",
                        "Dorothy Vaughan|+17575550135|dorothy@west.example|West Computing"
                                + "|Partner Referral|[]|null"),
                Arguments.of(
                        Layout.ZOHO,
                        "Company>company, First Name>firstName, Last Name>lastName, Email>email,"
                                + " Phone>phone, Mobile>phone, Lead Source>source,"
                                + " Secondary Email>email, Tag>tags, Description>notes",
                        "Anita Rao|+919840012345|anita@looms.example|Chennai Looms|Trade Show"
                                + "|[priority, textiles]|Asked for samples.\n"
                                + "Secondary Email: anita@home.example",
                        "Luc Vidal|+33142685300|luc@vidal.example|Vidal Frères|Cold Call|[]|null"),
                Arguments.of(
                        Layout.PIPEDRIVE,
                        "Person - Name>name, Person - Label>tags, Person - Organization>company,"
                                + " Person - Email - Work>email, Person - Email - Home>email,"
                                + " Person - Email - Other>email, Person - Phone - Work>phone,"
                                + " Person - Phone - Home>phone, Person - Phone - Mobile>phone,"
                                + " Person - Phone - Other>phone",
                        "Annie Easley|+12165550107|annie@rocket.example|Rocket Data|null"
                                + "|[Hot lead]|Person - Phone - Mobile: +1 216 555 0108",
                        "Jan Nowak|+48512345678|jan@nowak.example|Nowak sp. z o.o.|null|[]|null"));
    }

    @ParameterizedTest
    @MethodSource({"contacts", "sales"})
    void a_whole_file_is_mapped_as_its_preview_says_and_every_row_arrives(
            Layout layout, String mapped, String first, String second) {
        byte[] file = file(layout);
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            JsonNode preview =
                    Json.read(ImportRoom.text(room.post(admin, "/api/leads/import/preview", file)));
            assertThat(preview.get("layout").textValue())
                    .isEqualTo(layout.name().toLowerCase(Locale.ROOT));
            List<String> taken = new ArrayList<>();
            List<String> left = new ArrayList<>();
            for (JsonNode column : preview.get("columns")) {
                String header = column.get("header").textValue();
                if (column.get("field").isNull()) {
                    left.add(header);
                } else {
                    taken.add(header + ">" + column.get("field").textValue());
                }
            }
            assertThat(String.join(", ", taken)).isEqualTo(mapped);
            assertThat(preview.get("mappingWarnings")).hasSize(1);
            assertThat(preview.at("/mappingWarnings/0/code").textValue()).isEqualTo("not_imported");
            assertThat(preview.at("/mappingWarnings/0/message").textValue())
                    .contains(left.subList(0, Math.min(left.size(), 30)));
            preview.get("rows")
                    .forEach(
                            row -> {
                                assertThat(row.get("result").textValue()).isEqualTo("created");
                                assertThat(row.get("warnings")).isEmpty();
                            });

            String id = room.send(admin, "", new String(file, UTF_8));
            LeadImport done = room.finish(id);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 2: 2 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(done.mappingWarnings())
                    .extracting(InputError::message)
                    .containsExactly(preview.at("/mappingWarnings/0/message").textValue());
            assertThat(room.leads())
                    .extracting(ExportedFilesTest::shown)
                    .containsExactlyInAnyOrder(first, second);
            assertThat(room.leads())
                    .filteredOn(Lead::doNotCall)
                    .hasSize(layout == Layout.SALESFORCE ? 1 : 0);
        }
    }

    private static String shown(Lead lead) {
        return Stream.of(
                        lead.name(),
                        lead.phoneE164(),
                        lead.email(),
                        lead.company(),
                        lead.source(),
                        lead.tags(),
                        lead.notes())
                .map(String::valueOf)
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
    }

    private static byte[] file(Layout layout) {
        String name = "/imports/" + layout.name().toLowerCase(Locale.ROOT) + ".csv";
        try (InputStream in =
                Objects.requireNonNull(ExportedFilesTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
