package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exports that people have, by their headers. */
class LayoutTest {
    private static Stream<Arguments> contacts() {
        return Stream.of(
                Arguments.of(
                        Layout.GOOGLE_CONTACTS,
                        "First Name,Middle Name,Last Name,File As,Organization Name,Notes,Labels,"
                                + "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value",
                        "firstName,middleName,lastName,-,company,notes,tags,-,email,-,phone"),
                Arguments.of(
                        Layout.GOOGLE_CONTACTS,
                        "Name,Given Name,Family Name,Group Membership,Priority,E-mail 2 - Value,"
                                + "Phone 1 - Type,Phone 3 - Value,Organization 1 - Name",
                        "name,firstName,lastName,tags,-,email,-,phone,company"),
                Arguments.of(
                        Layout.OUTLOOK,
                        "First Name,Last Name,Company,Business Fax,Business Phone,Home Phone 2,"
                                + "Mobile Phone,E-mail Address,E-mail 2 Address,Categories,Priority,"
                                + "Sensitivity,Account,Notes",
                        "firstName,lastName,company,-,phone,phone,phone,email,email,tags,-,-,-,notes"));
    }

    private static Stream<Arguments> sales() {
        return Stream.of(
                Arguments.of(
                        Layout.HUBSPOT,
                        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,"
                                + "Contact owner,Lead Status,Lifecycle Stage,Create Date,Company Name",
                        "-,firstName,lastName,email,phone,phone,-,-,-,-,company"),
                Arguments.of(
                        Layout.SALESFORCE,
                        "Id,IsDeleted,LastName,FirstName,Company,Phone,MobilePhone,Email,LeadSource,"
                                + "Status,Rating,OwnerId,IsConverted,DoNotCall,Description",
                        "-,-,lastName,firstName,company,phone,phone,email,source,-,-,-,-,doNotCall,"
                                + "notes"),
                Arguments.of(
                        Layout.SALESFORCE,
                        "Lead Owner,First Name,Last Name,Company / Account,Lead Source,Lead Status,"
                                + "Email,Mobile,Lead ID",
                        "-,firstName,lastName,company,source,-,email,phone,-"),
                Arguments.of(
                        Layout.ZOHO,
                        "Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Email,Phone,"
                                + "Mobile,Lead Source,Lead Status,Rating,Secondary Email,Email Opt Out,"
                                + "Tag,Description",
                        "-,-,-,company,firstName,lastName,email,phone,phone,source,-,-,email,-,tags,"
                                + "notes"),
                Arguments.of(
                        Layout.PIPEDRIVE,
                        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,"
                                + "Person - Phone - Mobile,Person - Owner,Person - Label",
                        "-,name,company,email,phone,-,tags"),
                Arguments.of(
                        Layout.PIPEDRIVE,
                        "ID,Name,Label,Phone - Work,Phone - Home,Email - Work,Organization,Owner,"
                                + "Open deals",
                        "-,name,tags,phone,phone,email,company,-,-"));
    }

    @ParameterizedTest
    @MethodSource({"contacts", "sales"})
    void an_export_is_recognised_and_what_belongs_to_the_other_program_is_left_out(
            Layout layout, String header, String mapping) {
        List<String> names = List.of(header.split(","));
        assertThat(Layout.of(names)).contains(layout);
        assertThat(
                        new ImportMapping(List.of())
                                .of(names, List.of()).stream()
                                        .map(each -> each.field() == null ? "-" : each.field()))
                .containsExactly(mapping.split(","));
    }

    @Test
    void a_table_of_ones_own_and_our_own_export_have_no_layout() {
        assertThat(Layout.of(LeadExport.header(List.of()))).isEmpty();
        assertThat(Layout.of(List.of("Name", "Phone", "Owner", "Status", "Business Phone")))
                .isEmpty();
    }

    @Test
    void ids_and_stages_of_another_program_are_not_forced_into_ours() {
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            String hubspot =
                    "Record ID,First Name,Last Name,Email,Lead Status,Lifecycle Stage,Contact owner\n"
                            + "101,Ann,Lee,ann@lee.example,OPEN_DEAL,salesqualifiedlead,Bob Smith\n";
            LeadImport done = room.take(admin, "", hubspot);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 1: 1 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(done.columns())
                    .filteredOn(column -> column.field() == null)
                    .extracting(ImportColumn::header)
                    .containsExactly(
                            "Record ID", "Lead Status", "Lifecycle Stage", "Contact owner");
            assertThat(room.take(admin, "", "ID;Name\n1;Eva\n2;Max\n").created()).isEqualTo(2);
            assertThat(room.leads()).extracting(Lead::status).containsOnly(LeadStatus.NEW);
            assertThat(room.names()).containsExactly("Ann Lee", "Eva", "Max");
        }
    }
}
