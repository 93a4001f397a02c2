package com.techbro24.crm.outbound.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebPushCipherTest {
    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    /** RFC 8291, appendix A. */
    @Test
    void the_example_of_the_standard_comes_out_byte_for_byte() throws Exception {
        KeyPair own =
                new KeyPair(
                        EcKeys.publicKey(
                                bytes(
                                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
                        EcKeys.privateKey(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
        byte[] body =
                WebPushCipher.encrypt(
                        "When I grow up, I want to be a watermelon".getBytes(UTF_8),
                        EcKeys.publicKey(
                                bytes(
                                        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")),
                        bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                        own,
                        bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void a_point_that_is_not_on_the_curve_is_refused() {
        byte[] point =
                EcKeys.bytes((java.security.interfaces.ECPublicKey) EcKeys.make().getPublic());
        point[64] ^= 1;
        assertThatThrownBy(() -> EcKeys.publicKey(point)).isInstanceOf(InvalidKeyException.class);
        point[0] = 3;
        assertThatThrownBy(() -> EcKeys.publicKey(point)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void keys_keep_their_zeros_in_front() throws Exception {
        byte[] number = new byte[32];
        number[31] = 7;
        assertThat(EcKeys.bytes(EcKeys.privateKey(number))).isEqualTo(number);
    }
}
