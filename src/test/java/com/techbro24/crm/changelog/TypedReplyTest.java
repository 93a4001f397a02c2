package com.techbro24.crm.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Thing.Course;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypedReplyTest {
    @ParameterizedTest
    @EnumSource
    void an_internal_caller_gets_the_reply_itself(TestDatabase kind) {
        try (Spine spine = Thing.in(Spine.open(kind))) {
            Answer answer = spine.runner().run(Thing.make("a", Course.WELL));

            assertThat(answer.reply(Thing.class)).isEqualTo(new Thing("a", 1));
            assertThatThrownBy(() -> answer.reply(String.class))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_kept_answer_has_its_body_only(TestDatabase kind) {
        try (Spine spine = Thing.in(Spine.open(kind))) {
            Submission submission =
                    Submission.of(new Thing.Make("a", Course.WELL), Caller.SYSTEM)
                            .withReceipt(
                                    new Receipts.Key("scope", "key", "hash", Duration.ofHours(1)));
            Answer first = spine.runner().run(submission);
            Answer kept = spine.runner().run(submission);

            assertThat(kept.body()).isEqualTo(first.body());
            assertThat(kept.replayed()).isTrue();
            assertThat(kept.reply()).isNull();
        }
    }
}
