package com.techbro24.crm.leads;

import static com.techbro24.crm.leads.LeadRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadListTest {
    private static final Instant SOON = Instant.parse("2026-05-01T00:00:00Z");

    @Parameter TestDatabase kind;
    LeadRoom room;
    Agent agent;
    Lead plain;
    Lead full;
    Lead other;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
        agent = room.agent("north");
        plain = room.lead(with -> with.named("émile"));
        room.spine.clock().advance(Duration.ofDays(1));
        full =
                room.lead(
                        with ->
                                with.named("Bob")
                                        .status(LeadStatus.CONTACTED)
                                        .assignedTo(agent.id())
                                        .with("priority", LeadPriority.HIGH)
                                        .with("tags", List.of("Süd", "b"))
                                        .with("source", "web")
                                        .with("company", "Grüne Dächer")
                                        .with("email", "Bob@example.com")
                                        .with("phone", "+49 30 901820")
                                        .with("doNotCall", true)
                                        .with("score", 9)
                                        .with("value", 10)
                                        .with("nextFollowUpAt", SOON));
        room.spine.clock().advance(Duration.ofDays(1));
        other =
                room.lead(
                        with ->
                                with.named("Zoe")
                                        .status(LeadStatus.CONVERTED)
                                        .with("priority", LeadPriority.LOW)
                                        .with("tags", List.of("b"))
                                        .with("value", 2.5)
                                        .with("score", 50)
                                        .with("nextFollowUpAt", SOON.plusSeconds(1)));
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void each_filter_selects_only_matches() {
        finds(room.all(), other, full, plain);
        finds(room.all().status(List.of(LeadStatus.CONTACTED)), full);
        finds(room.all().status(List.of(LeadStatus.NEW, LeadStatus.CONVERTED)), other, plain);
        finds(room.all().category(List.of(LeadCategory.WON)), other);
        finds(room.all().priority(List.of(LeadPriority.HIGH)), full);
        finds(room.all().assignedTo(agent.id()), full);
        finds(room.all().unassigned(), other, plain);
        finds(room.all().tag(List.of("sud")), full);
        finds(room.all().tag(List.of("b")), other, full);
        finds(room.all().source("web"), full);
        finds(room.all().company("grune dächer"), full);
        finds(room.all().email("bob@EXAMPLE.com"), full);
        finds(room.all().phone("+4930901820"), full);
        finds(room.all().doNotCall(true), full);
        finds(room.all().doNotCall(false), other, plain);
        finds(room.all().created(full.createdAt(), other.createdAt()), full);
        finds(room.all().updated(null, full.updatedAt()), plain);
        finds(room.all().nextFollowUp(SOON, null), full, other);
        finds(room.all().nextFollowUp(null, SOON.plusMillis(1)), full);
        finds(room.all().tag(List.of("b")).category(List.of(LeadCategory.WON)), other);
    }

    private void finds(LeadFilter filter, Lead... leads) {
        assertThat(room.ids(filter))
                .containsExactlyElementsOf(List.of(leads).stream().map(Lead::id).toList());
    }

    @Test
    void every_sort_order_pages_without_gaps_or_duplicates() {
        for (int count = 0; count < 7; count++) {
            int number = count;
            var _ =
                    room.lead(
                            with ->
                                    with.named("Same")
                                            .with("score", number % 3)
                                            .with("value", 2.5));
        }
        Map<String, Comparator<Lead>> orders =
                Map.of(
                        "updatedAt", Comparator.comparing(Lead::updatedAt),
                        "createdAt", Comparator.comparing(Lead::createdAt),
                        "name",
                                Comparator.comparing(
                                        lead -> lead.name().replace("é", "e").toLowerCase()),
                        "score", Comparator.comparing(Lead::score),
                        "priority",
                                Comparator.comparing(Lead::priority).thenComparing(Lead::updatedAt),
                        "value",
                                Comparator.comparing(
                                        lead ->
                                                lead.value() == null
                                                        ? -1
                                                        : lead.value().doubleValue()),
                        "nextFollowUpAt",
                                Comparator.comparing(
                                        lead ->
                                                lead.nextFollowUpAt() == null
                                                        ? Instant.MAX
                                                        : lead.nextFollowUpAt()));
        orders.forEach(
                (name, order) -> {
                    List<Lead> rising = allPages(name);
                    List<Lead> falling = allPages("-" + name);
                    assertThat(rising)
                            .as(name)
                            .hasSize(10)
                            .doesNotHaveDuplicates()
                            .isSortedAccordingTo(order);
                    assertThat(falling).as("-" + name).isEqualTo(rising.reversed());
                });
    }

    private List<Lead> allPages(String sort) {
        List<Lead> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Paging paging = new Paging(3, cursor, sort, true);
            Page<Lead> page =
                    room.spine.database().read(tx -> LeadStore.list(tx, room.all(), paging));
            assertThat(page.page().total()).isEqualTo(10);
            all.addAll(page.data());
            cursor = page.page().next();
        } while (cursor != null);
        return all;
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        Paging first = new Paging(1, null, null, false);
        String cursor =
                room.spine
                        .database()
                        .read(tx -> LeadStore.list(tx, room.all(), first))
                        .page()
                        .next();
        Paging next = new Paging(1, cursor, null, false);
        assertThat(
                        refusal(
                                        () ->
                                                room.spine
                                                        .database()
                                                        .read(
                                                                tx ->
                                                                        LeadStore.list(
                                                                                tx,
                                                                                room.all()
                                                                                        .tag(
                                                                                                List
                                                                                                        .of(
                                                                                                                "b")),
                                                                                next)))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void a_forged_cursor_does_not_reveal_hidden_rows() throws IOException {
        for (int more = 0; more < 3; more++) {
            var _ = room.leadOf(agent);
        }
        for (String sort : List.of("createdAt", "-createdAt")) {
            Page<Lead> first = seen(sort, null);
            String next = Objects.requireNonNull(first.page().next());
            assertThat(ids(seen(sort, forged(next, other.id()))))
                    .isEqualTo(ids(seen(sort, forged(next, Id.next()))));
            assertThat(ids(seen(sort, next))).doesNotContainAnyElementsOf(ids(first));
        }
    }

    private Page<Lead> seen(String sort, @Nullable String cursor) {
        Paging paging = new Paging(2, cursor, sort, false);
        return room.spine.database().read(tx -> LeadStore.list(tx, room.seenBy(agent), paging));
    }

    private static List<String> ids(Page<Lead> page) {
        return page.data().stream().map(Lead::id).toList();
    }

    /** The same cursor with another lead as the end of the previous page. */
    private static String forged(String cursor, String id) throws IOException {
        ArrayNode parts = (ArrayNode) Json.MAPPER.readTree(Base64.getUrlDecoder().decode(cursor));
        parts.set(parts.size() - 1, id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(parts));
    }

    @Test
    void a_removed_tag_is_not_found_any_more() {
        var _ = room.execute(LeadCommand.UPDATE, room.admin, full.id(), "\"tags\":[\"b\",\"c\"]");
        finds(room.all().tag(List.of("süd")));
        finds(room.all().tag(List.of("c")), full);
    }
}
