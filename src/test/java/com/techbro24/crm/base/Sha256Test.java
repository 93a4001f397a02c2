package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** From FIPS 180-4's examples. */
    private static final String OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void the_standards_example() {
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.of(new byte[] {'a', 'b', 'c'})).isEqualTo(OF_ABC);
    }

    @Test
    void digests_do_not_meddle_with_each_other() {
        var left = Sha256.digest();
        left.update("abc".getBytes(StandardCharsets.UTF_8));
        Sha256.digest().update("something else".getBytes(StandardCharsets.UTF_8));

        assertThat(HexFormat.of().formatHex(left.digest())).isEqualTo(OF_ABC);
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
    }
}
