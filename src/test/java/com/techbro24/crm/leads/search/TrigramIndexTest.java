package com.techbro24.crm.leads.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.DatabaseReset;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadRoom;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SQLite's trigram index, which the program maintains itself. */
class TrigramIndexTest {
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "Bo",
                    "anna",
                    "Müller",
                    "x",
                    "7",
                    "O'Neil",
                    "Lee-Smith",
                    "R&D",
                    "(ret)",
                    "St.",
                    "Ltd.",
                    "李伟明",
                    "𝕏𝕐",
                    "😀",
                    "a--b",
                    "-",
                    "'",
                    "\"q\"",
                    "ß",
                    "1/2",
                    ",");

    private LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(TestDatabase.SQLITE);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead(String name, @Nullable String company) {
        return room.lead(with -> with.named(name).with("company", company));
    }

    private List<String> found(String query) {
        return room.search(room.admin, query, 50).stream().map(Lead::name).toList();
    }

    private void catchUp() {
        write(
                tx -> {
                    TrigramIndex.catchUp(tx);
                    return 0;
                });
    }

    private int write(Function<Tx, Integer> work) {
        return room.spine.writer().write(work);
    }

    private void fail(Consumer<Tx> work) {
        assertThatThrownBy(
                        () ->
                                write(
                                        tx -> {
                                            work.accept(tx);
                                            throw new CancellationException();
                                        }))
                .isInstanceOf(CancellationException.class);
    }

    private long behind() {
        return room.spine
                .database()
                .read(tx -> tx.count("SELECT COUNT(*) FROM leads WHERE " + TrigramIndex.UNINDEXED));
    }

    /** Runs the FTS5 integrity check of the index against the view of the leads. */
    private void isWhole() {
        catchUp();
        int _ =
                write(
                        tx ->
                                tx.update(
                                        "INSERT INTO lead_parts (lead_parts, rank)"
                                                + " VALUES ('integrity-check', 1)"));
    }

    @Test
    void the_index_matches_the_leads_for_any_words() {
        Random random = new Random(5);
        Agent admin = room.admin;
        List<String> ids = new ArrayList<>();
        for (int count = 0; count < 300; count++) {
            ids.add(lead(name(random), random.nextBoolean() ? name(random) : null).id());
            String any = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(8)) {
                case 0, 1 ->
                        room.execute(
                                LeadCommand.UPDATE,
                                admin,
                                any,
                                "\"name\":\"" + name(random).replace("\"", "") + "\"");
                case 2 -> {
                    room.execute(LeadCommand.DELETE, admin, any, "");
                    ids.remove(any);
                }
                case 3 -> {
                    write(tx -> tx.update("DELETE FROM leads WHERE id = ?", any));
                    ids.remove(any);
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        catchUp();
                    }
                }
                default -> {}
            }
        }
        assertThat(behind()).isPositive();
        isWhole();
        int gone = write(tx -> tx.update("DELETE FROM leads WHERE version = 1"));
        assertThat(gone).isPositive();
        isWhole();
    }

    @Test
    void a_reused_row_number_finds_its_new_lead() {
        Lead gone = lead("Gone Girl", null);
        catchUp();
        int _ = write(tx -> tx.update("DELETE FROM leads WHERE id = ?", gone.id()));
        // Clears the writer's caches, as after a restart.
        fail(tx -> tx.update("UPDATE leads SET version = 1"));
        var _ = lead("New Norman", null);
        assertThat(behind()).isZero();
        assertThat(found("orma")).containsExactly("New Norman");
        assertThat(found("girl")).isEmpty();
        isWhole();
    }

    @Test
    void a_reset_keeps_only_the_watermark() {
        DatabaseReset renewal = DatabaseReset.prepare();
        var _ = lead("Gone Girl", null);
        catchUp();
        var _ = lead("Gone Too", null);
        int _ =
                write(
                        tx -> {
                            renewal.run(tx, Map.of("lead_parts_reach", DatabaseReset.Kept.ALL));
                            return 0;
                        });
        isWhole();
    }

    @Test
    void leads_are_indexed_in_batches() {
        var now = room.spine.runner().now();
        int _ =
                write(
                        tx -> {
                            for (int count = 0; count < 1_100; count++) {
                                var command = Leads.lead().named("Lead Number" + count).command();
                                LeadStore.insert(
                                        tx, Lead.create(command, Id.next(), null, now), null);
                            }
                            return 0;
                        });
        assertThat(behind()).isBetween(1L, 499L);
        assertThat(found("ber1099")).containsExactly("Lead Number1099");
        assertThat(found("ber33")).hasSize(11);
        isWhole();
    }

    @Test
    void rolled_back_leads_are_not_indexed() {
        var _ = lead("Anna", null);
        fail(TrigramIndex::catchUp);
        assertThat(behind()).isEqualTo(1);
        var _ = lead("Berta", null);
        assertThat(behind()).isEqualTo(2);
        isWhole();
        assertThat(behind()).isZero();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("n");
        for (int count = random.nextInt(4); count >= 0; count--) {
            name.append(random.nextBoolean() ? " " : "").append(any(random));
        }
        return name.toString();
    }

    private static String any(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    @Test
    void hyphens_and_other_separators_start_words() {
        var _ = lead("Zoe Smith-Jones", "Kelly's R&D (Paris)");
        for (String query : List.of("z", "sm", "jo", "s", "d", "pa", "kel", "jones p", "p j z")) {
            assertThat(found(query)).as(query).containsExactly("Zoe Smith-Jones");
        }
        for (String query : List.of("oe", "i", "mi", "zo oe", "z-", "ones z-")) {
            assertThat(found(query)).as(query).isEmpty();
        }
    }

    @Test
    void surrogate_pairs_are_one_character() {
        var _ = lead("Ada 😀𝕏", null);
        for (String query : List.of("😀", "😀x", "a 😀")) {
            assertThat(found(query)).as(query).containsExactly("Ada 😀𝕏");
        }
        assertThat(found("x")).isEmpty();
    }

    @Test
    void typos_match_whole_words_only() {
        var _ = lead("Jonathan Meyer", null);
        var _ = lead("Jona Meyer", null);
        var _ = lead("Mr.Jona", null);
        assertThat(found("jnoa")).containsExactly("Jona Meyer", "Mr.Jona");
    }
}
