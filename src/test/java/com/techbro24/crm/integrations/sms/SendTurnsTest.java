package com.techbro24.crm.integrations.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SendTurnsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final SendTurns turns = new SendTurns(Duration.ofSeconds(1));

    @Test
    void messages_leave_one_after_another_and_keep_their_turns() {
        assertThat(turns.of("a", NOW)).isEqualTo(NOW);
        assertThat(turns.of("b", NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(turns.of("c", NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(turns.of("b", NOW.plusMillis(500))).isEqualTo(NOW.plusSeconds(1));
        assertThat(turns.of("b", NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(1));
        assertThat(turns.of("d", NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(3));
        assertThat(turns.of("e", NOW.plusSeconds(9))).isEqualTo(NOW.plusSeconds(9));
    }
}
