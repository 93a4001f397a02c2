package com.techbro24.crm.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record SecretBoxTest(TestDatabase kind) {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static SecretBox box(String key) {
        return new SecretBox(new SecretKey(Optional.of(key), Optional.empty()));
    }

    private static String seal(Spine spine, SecretBox box, String plain, String place) {
        return spine.writer().write(tx -> box.seal(tx, plain, place));
    }

    private static void check(Spine spine, SecretBox box) {
        boolean _ =
                spine.database()
                        .<Boolean>read(
                                tx -> {
                                    box.check(tx);
                                    return true;
                                });
    }

    @Test
    void a_secret_comes_back_only_with_its_key_and_at_its_place() {
        try (Spine spine = Spine.open(kind)) {
            SecretBox box = box(KEY);
            String sealed = seal(spine, box, "whsec_naïve", "webhook_endpoints:1");
            assertThat(sealed).doesNotContain("whsec");
            assertThat(box.open(sealed, "webhook_endpoints:1")).isEqualTo("whsec_naïve");
            assertThat(seal(spine, box, "whsec_naïve", "webhook_endpoints:1")).isNotEqualTo(sealed);
            assertThatThrownBy(() -> box.open(sealed, "webhook_endpoints:2"))
                    .isInstanceOf(SecretBox.WrongKeyException.class);
            assertThatThrownBy(() -> box(KEY + "x").open(sealed, "webhook_endpoints:1"))
                    .isInstanceOf(SecretBox.WrongKeyException.class);
            String changed = sealed.substring(0, sealed.length() - 2) + "AA";
            assertThatThrownBy(() -> box.open(changed, "webhook_endpoints:1"))
                    .isInstanceOf(SecretBox.WrongKeyException.class);
        }
    }

    @Test
    void a_node_with_another_key_does_not_start() {
        try (Spine spine = Spine.open(kind)) {
            check(spine, box("another key, which nothing needs yet"));
            seal(spine, box(KEY), "secret", "place");
            check(spine, box(KEY));
            assertThatThrownBy(() -> check(spine, box(KEY + "x")))
                    .isInstanceOf(SecretBox.WrongKeyException.class)
                    .hasMessageContaining("CRM_SECRET_KEY");
            SecretBox none = new SecretBox(new SecretKey(Optional.empty(), Optional.empty()));
            assertThatThrownBy(() -> check(spine, none))
                    .isInstanceOf(SecretBox.WrongKeyException.class)
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void without_a_key_a_secret_is_refused_and_nothing_is_stored() {
        try (Spine spine = Spine.open(kind)) {
            SecretBox none = new SecretBox(new SecretKey(Optional.empty(), Optional.empty()));
            assertThatThrownBy(() -> seal(spine, none, "secret", "place"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("CRM_SECRET_KEY");
            assertThat(spine.count("SELECT COUNT(*) FROM outbound_keys")).isZero();
        }
    }

    @Test
    void a_key_file_is_made_once_for_its_owner_alone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data/secret.key");
        try (Spine spine = Spine.open(kind)) {
            SecretBox box = new SecretBox(new SecretKey(Optional.empty(), Optional.of(file)));
            check(spine, box);
            assertThat(file).doesNotExist();
            String sealed = seal(spine, box, "secret", "place");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            SecretBox again = new SecretBox(new SecretKey(Optional.empty(), Optional.of(file)));
            check(spine, again);
            assertThat(again.open(sealed, "place")).isEqualTo("secret");
        }
    }

    @Test
    void a_suppression_knows_its_address_without_holding_it() {
        try (Spine spine = Spine.open(kind)) {
            spine.writer()
                    .write(
                            tx -> {
                                assertThat(Suppressions.find(tx, "sms", "+4930901820")).isEmpty();
                                Suppressions.add(tx, "sms", "+4930901820", "stop", Instant.EPOCH);
                                Suppressions.add(tx, "sms", "+4930901820", "bounce", Instant.EPOCH);
                                return true;
                            });
            assertThat(spine.texts("SELECT address_hmac FROM suppressions"))
                    .singleElement()
                    .asString()
                    .doesNotContain("901820");
            spine.writer()
                    .write(
                            tx -> {
                                assertThat(Suppressions.find(tx, "sms", "+4930901820"))
                                        .contains("stop");
                                assertThat(Suppressions.find(tx, "email", "+4930901820")).isEmpty();
                                assertThat(Suppressions.find(tx, "sms", "+4930901821")).isEmpty();
                                assertThat(Suppressions.remove(tx, "sms", "+4930901820", "bounce"))
                                        .isFalse();
                                assertThat(Suppressions.remove(tx, "sms", "+4930901820", "stop"))
                                        .isTrue();
                                return true;
                            });
        }
    }
}
