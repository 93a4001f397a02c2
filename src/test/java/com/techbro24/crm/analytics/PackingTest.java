package com.techbro24.crm.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is packed comes out as it went in. */
class PackingTest {
    @Property
    void a_call_comes_out_as_it_went_in(
            @ForAll @LongRange(min = -2_000_000_000_000L, max = 9_000_000_000_000L) long at,
            @ForAll @IntRange(max = 65_535) int agent,
            @ForAll @IntRange(max = 60_000_000) int lead,
            @ForAll CallWay way,
            @ForAll CallState state,
            @ForAll CallResult result,
            @ForAll @IntRange(max = 86_400) int talk,
            @ForAll @IntRange(max = 86_400) int wrapUp,
            @ForAll boolean contact,
            @ForAll boolean sale) {
        CallFact.Row row =
                new CallFact.Row(
                        agent,
                        lead,
                        way,
                        state,
                        result,
                        Instant.ofEpochMilli(at),
                        contact,
                        sale,
                        contact,
                        sale,
                        talk,
                        wrapUp);
        long first = row.first();
        long other = row.other();
        assertThat(CallFact.second(first)).isEqualTo(Math.floorDiv(at, 1_000L));
        assertThat(CallFact.agent(first)).isEqualTo(agent);
        assertThat(CallFact.isOutbound(first)).isEqualTo(way == CallWay.OUTBOUND);
        assertThat(CallFact.state(first)).isEqualTo(state.ordinal());
        assertThat(CallFact.result(first)).isEqualTo(result.ordinal() + 1);
        assertThat(CallFact.isStarted(first)).isEqualTo(contact);
        assertThat(CallFact.isAnswered(first)).isEqualTo(sale);
        assertThat(CallFact.isContact(first)).isEqualTo(contact);
        assertThat(CallFact.isSale(first)).isEqualTo(sale);
        assertThat(CallFact.talkSeconds(other)).isEqualTo(talk);
        assertThat(CallFact.wrapUpSeconds(other)).isEqualTo(wrapUp);
        assertThat(CallFact.lead(other)).isEqualTo(lead);
    }

    @Property
    void a_stay_comes_out_as_it_went_in(
            @ForAll @LongRange(min = -2_000_000_000L, max = 9_000_000_000L) long entered,
            @ForAll @LongRange(max = 1_000_000_000L) long dwell,
            @ForAll @IntRange(max = 65_535) int agent,
            @ForAll @IntRange(max = 1_000_000_000) int lead,
            @ForAll Stage stage,
            @ForAll Stage next) {
        StayFacts stays = new StayFacts();
        int stay = stays.add(lead, stage, agent, entered);
        assertThat(stays.isOpen(stay)).isTrue();
        assertThat(stays.left(stay)).isEqualTo(StayFacts.OPEN);
        stays.close(stay, next, entered + dwell);
        assertThat(stays.isOpen(stay)).isFalse();
        assertThat(stays.entered(stay)).isEqualTo(entered);
        assertThat(stays.left(stay)).isEqualTo(entered + dwell);
        assertThat(stays.agent(stay)).isEqualTo(agent);
        assertThat(stays.lead(stay)).isEqualTo(lead);
        assertThat(stays.stage(stay)).isEqualTo(stage.ordinal());
        assertThat(stays.next(stay)).isEqualTo(next.ordinal());
    }

    @Test
    void ids_keep_their_numbers() {
        IdIndex index = new IdIndex();
        Map<String, Integer> numbers = new HashMap<>();
        for (int count = 1; count <= 5_000; count++) {
            String id = Id.next();
            assertThat(index.find(id)).isZero();
            assertThat(index.add(id)).isEqualTo(count);
            numbers.put(id, count);
        }
        numbers.forEach(
                (id, number) -> {
                    assertThat(index.find(id)).isEqualTo(number);
                    assertThat(index.add(id)).isEqualTo(number);
                    assertThat(index.id(number)).isEqualTo(id);
                });
    }

    @Test
    void a_fact_that_is_missing_cannot_be_taken_away() {
        PackedDays days = new PackedDays();
        days.add(100, 1, 2);
        days.add(100, 1, 2);
        days.remove(100, 1, 2);
        assertThat(days.size()).isEqualTo(1);
        assertThatThrownBy(() -> days.remove(100, 1, 3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> days.remove(90_000, 1, 2))
                .isInstanceOf(IllegalStateException.class);
        days.remove(100, 1, 2);
        assertThat(days.size()).isZero();
    }

    @Property
    void a_percentile_is_the_value_at_its_rank(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 50) Integer> values,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        Percentiles percentiles = new Percentiles();
        TalkTimes times = new TalkTimes();
        for (int value : values) {
            percentiles.add(value);
            times.add(value);
        }
        List<Integer> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int rank = (int) Math.ceil(percent * values.size() / 100.0);
        long expected = sorted.get(Math.max(1, rank) - 1);
        assertThat(percentiles.of(percent)).isEqualTo(expected);
        assertThat(times.of(percent)).isEqualTo(expected);
        assertThat(percentiles.countAbove(expected))
                .isEqualTo(values.stream().filter(value -> value > expected).count());
    }

    @Test
    void there_is_no_percentile_of_nothing() {
        assertThat(new Percentiles().of(50)).isNull();
        assertThat(new TalkTimes().of(50)).isNull();
    }
}
