package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.leads.search.TrigramIndex;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leads with the same telephone number. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadNumberTest {
    @Parameter TestDatabase kind;
    LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead(String name, String phone) {
        return room.lead(with -> with.named(name).with("phone", phone));
    }

    private Problem refusal(String name, String phone) {
        return LeadRoom.refusal(() -> lead(name, phone));
    }

    @Test
    void all_forms_of_a_number_match_the_same_lead() {
        var _ = lead("MX new", "+52 55 1234 5678");
        assertThat(refusal("MX old", "+52 1 55 1234 5678").status()).isEqualTo(409);
        var _ = lead("BR 9", "+55 11 98765 4321");
        assertThat(refusal("BR old", "+55 11 8765 4321").status()).isEqualTo(409);
        Lead mobile = lead("AR 9", "+54 9 11 2345 6789");
        assertThat(refusal("AR", "+54 11 2345 6789").status()).isEqualTo(409);
        assertThat(refusal("AR 15", "+54 11 15 2345 6789").status()).isEqualTo(409);
        assertThat(room.ids(room.all().phone("+541123456789"))).containsExactly(mobile.id());
        var _ = lead("Plain", "\u202a+1 212 555 0161\u202c");
        assertThat(refusal("Again", "+12125550161").status()).isEqualTo(409);
    }

    @Test
    void a_different_extension_is_a_different_contact() {
        Lead ann = lead("Ann", "+1 646 555 0100 ext. 12");
        Lead bob = lead("Bob", "+1 646 555 0100 ext. 34");
        assertThat(ann.phoneE164()).isEqualTo(bob.phoneE164());
        assertThat(refusal("Ann again", "646-555-0100 x12").status()).isEqualTo(409);
        assertThat(room.ids(room.all().phone("+16465550100")))
                .containsExactlyInAnyOrder(ann.id(), bob.id());
        assertThat(room.ids(room.all().phone("+16465550100;ext=34"))).containsExactly(bob.id());
    }

    @Test
    void a_number_without_e164_form_matches_no_lead() {
        Lead first = lead("J1", "0000000000");
        Lead second = lead("J2", "0000000000");
        Lead local = lead("Local Al", "555 0303");
        Lead other = lead("Local Bo", "555-0303");
        assertThat(first.phoneE164()).isNull();
        assertThat(second.phone()).isEqualTo("0000000000");
        assertThat(local.phoneE164()).isNull();
        assertThat(other.id()).isNotEqualTo(local.id());
    }

    @Test
    void do_not_call_survives_deletion_and_is_inherited_by_new_leads() {
        Lead lead = lead("Ada", "+1 212 555 0123");
        mark(lead, true);
        var _ = room.execute(LeadCommand.DELETE, room.admin, lead.id(), "");

        Lead again = lead("Ada L", "(212) 555-0123");
        assertThat(again.doNotCall()).isTrue();
        assertThat(isListed("+12125550123")).isTrue();

        Lead other = lead("Bob", "+1 212 555 0199");
        var _ =
                room.execute(
                        LeadCommand.UPDATE,
                        room.admin,
                        other.id(),
                        "\"phone\":\"+1 212 555 0123\",\"allowDuplicate\":true");
        assertThat(room.get(room.admin, other.id()).doNotCall()).isTrue();
    }

    @Test
    void do_not_call_ends_when_no_lead_with_the_number_is_marked() {
        Lead lead = lead("Ada", "+54 9 11 2345 6789");
        mark(lead, true);
        assertThat(isListed("+54 11 2345 6789")).isTrue();
        Lead twin =
                room.lead(
                        with ->
                                with.named("Twin")
                                        .with("phone", "+54 11 2345 6789")
                                        .with("allowDuplicate", true));
        assertThat(twin.doNotCall()).isTrue();

        mark(lead, false);
        assertThat(isListed("+54 9 11 2345 6789")).isTrue();
        mark(twin, false);
        assertThat(isListed("+54 9 11 2345 6789")).isFalse();
        assertThat(isListed("+54 11 2345 6789")).isFalse();
    }

    @Test
    void listing_a_number_covers_its_extensions_but_not_vice_versa() {
        mark(lead("Ann", "+1 646 555 0100 ext. 12"), true);
        assertThat(isListed("+1 646 555 0100 ext. 12")).isTrue();
        assertThat(isListed("+1 646 555 0100")).isFalse();
        assertThat(lead("Bob", "+1 646 555 0100 ext. 34").doNotCall()).isFalse();

        mark(lead("Desk", "+1 646 555 0100"), true);
        assertThat(isListed("+1 646 555 0100 ext. 34")).isTrue();
    }

    @Test
    void a_merged_number_stays_listed() {
        Lead winner = lead("Ada", "+1 212 555 0123");
        Lead loser = lead("Ada L", "+1 212 555 0199");
        mark(loser, true);
        var _ =
                room.execute(
                        LeadCommand.MERGE,
                        room.admin,
                        winner.id(),
                        "\"duplicateId\":\"" + loser.id() + "\"");
        assertThat(isListed("+12125550199")).isTrue();
        assertThat(room.get(room.admin, winner.id()).doNotCall()).isTrue();
    }

    private void mark(Lead lead, boolean doNotCall) {
        var _ =
                room.execute(
                        LeadCommand.UPDATE, room.admin, lead.id(), "\"doNotCall\":" + doNotCall);
    }

    private boolean isListed(String phone) {
        return room.spine.database().read(tx -> DoNotCallStore.isListed(tx, phone));
    }

    @Test
    void derived_columns_of_older_versions_are_recomputed() {
        Lead brazil = lead("Seán O’Brien", "+55 11 98765 4321");
        Lead plain = lead("Plain", "+49 30 901820");
        String old =
                "UPDATE leads SET phone = '+55 11 8765 4321', phone_e164 = '+551187654321',"
                        + " name_key = 'sean o’brien', search_text = 'sean o’brien' WHERE id = ?";
        var _ =
                room.spine
                        .writer()
                        .write(
                                tx -> {
                                    if (tx.dialect() == Dialect.SQLITE) {
                                        TrigramIndex.catchUp(tx);
                                    } else {
                                        tx.update("DELETE FROM lead_words WHERE word = 'obrien'");
                                    }
                                    return tx.update(old, brazil.id());
                                });
        long head = room.head();
        boolean more = true;
        while (more) {
            more = room.spine.writer().write(tx -> LeadDerivation.step(tx, room.spine.runner()));
        }

        Lead read = room.get(room.admin, brazil.id());
        assertThat(read.phoneE164()).isEqualTo("+5511987654321");
        assertThat(read.version()).isEqualTo(brazil.version() + 1);
        assertThat(room.lastChange().kind()).isEqualTo(LeadChange.UPDATED);
        assertThat(room.head()).isEqualTo(head + 1);
        assertThat(room.get(room.admin, plain.id()).version()).isEqualTo(plain.version());
        assertThat(refusal("BR old", "+55 11 8765 4321").status()).isEqualTo(409);
        assertThat(room.search(room.admin, "obrien", 5)).extracting(Lead::id).contains(brazil.id());
    }
}
