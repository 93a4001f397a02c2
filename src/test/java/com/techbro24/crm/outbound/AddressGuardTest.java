package com.techbro24.crm.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

    /** By the registries of IANA, and IPv4 addresses inside IPv6. */
    private static final String FORBIDDEN =
            """
            0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254
            172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
            198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1
            255.255.255.255 [::] [::1] [fe80::1] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1]
            [2001::1] [2001:db8::1] [3fff::1] [100::1] [::ffff:127.0.0.1] [::ffff:10.0.0.1]
            [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [64:ff9b:1::1]
            [2002:7f00:1::] [2002:a9fe:a9fe::1] [2001:0:4136:e378::]
            """;

    private static AddressGuard guard(OutboundAllow allow, String... addresses) {
        return new AddressGuard(
                allow, _ -> List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
    }

    private static AddressGuard strict() {
        return guard(OutboundAllow.NOTHING, PUBLIC.getHostAddress());
    }

    static Stream<String> forbidden() {
        return Stream.of(FORBIDDEN.split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void an_address_outside_the_public_internet_is_refused(String host) {
        try (AddressGuard guard = strict()) {
            assertThat(guard.refusal("https://" + host + "/hook")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0177.0.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "010.8.8.8",
                "1.2.3.04",
                "1.2.3.256",
                "1.2.3",
                "0x",
                "example.0x7f",
                "example.12",
                "127.0.0.1.",
                "1.2.3.4.5"
            })
    void a_number_in_another_form_is_refused(String host) {
        try (AddressGuard guard = strict()) {
            assertThat(guard.refusal("https://" + host + "/hook")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hook",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https:///hook",
                "https://user:pw@example.com/",
                "https://user@example.com/",
                "http://example.com/hook",
                "https://example.com:0/",
                "https://example.com:70000/",
                "https://exa mple.com/",
                "https://bücher.example/",
                "//example.com/",
                "https://[::1%25lo]/",
                "https://[1.2.3.4]/",
                "javascript:alert(1)",
                "https://example.com\\@127.0.0.1/"
            })
    void what_is_no_plain_https_url_is_refused(String url) {
        try (AddressGuard guard = strict()) {
            assertThat(guard.refusal(url)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com./a?b=c",
                "HTTPS://EXAMPLE.COM:8443/",
                "https://93.184.215.14/",
                "https://[2606:4700::1111]/",
                "https://[64:ff9b::5db8:d70e]/",
                "https://[2002:5db8:d70e::1]/"
            })
    void a_public_receiver_is_accepted(String url) {
        try (AddressGuard guard = strict()) {
            assertThat(guard.refusal(url)).isEmpty();
        }
    }

    @Test
    void one_forbidden_address_of_a_name_refuses_all() {
        try (AddressGuard guard = guard(OutboundAllow.NOTHING, "93.184.215.14", "10.0.0.1")) {
            assertThat(guard.refusal("https://example.com/")).isPresent();
            assertThatThrownBy(() -> guard.target(URI.create("https://example.com/")))
                    .isInstanceOfSatisfying(
                            OutboundException.class,
                            refused -> assertThat(refused.isForbidden()).isTrue());
        }
    }

    @Test
    void an_unknown_name_can_be_saved_but_not_reached() {
        try (AddressGuard guard =
                new AddressGuard(
                        OutboundAllow.NOTHING,
                        host -> {
                            throw new UnknownHostException(host);
                        })) {
            assertThat(guard.refusal("https://later.example/")).isEmpty();
            assertThatThrownBy(() -> guard.target(URI.create("https://later.example/")))
                    .isInstanceOfSatisfying(
                            OutboundException.class,
                            failed -> assertThat(failed.isForbidden()).isFalse());
        }
    }

    @Test
    void allowed_ranges_and_names_may_be_reached_also_by_http() {
        OutboundAllow allow = OutboundAllow.of(List.of("10.0.0.0/8", "fd12::/16", "crm.lan"));
        try (AddressGuard guard = guard(allow, "192.168.7.7")) {
            assertThat(guard.refusal("http://10.1.2.3:8080/hook")).isEmpty();
            assertThat(guard.refusal("https://[fd12::9]/hook")).isEmpty();
            assertThat(guard.refusal("http://CRM.lan/hook")).isEmpty();
            assertThat(guard.refusal("http://other.lan/hook")).isPresent();
            assertThat(guard.refusal("https://192.168.7.7/hook")).isPresent();
        }
        try (AddressGuard guard = guard(allow, PUBLIC.getHostAddress())) {
            assertThat(guard.refusal("http://example.com/hook")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "[fd00:ec2::254]",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[fe80::a9fe:a9fe]"
            })
    void no_setting_allows_the_addresses_of_credentials(String host) {
        OutboundAllow allow = OutboundAllow.of(List.of("0.0.0.0/0", "::/0"));
        try (AddressGuard guard = strictWith(allow)) {
            assertThat(guard.refusal("https://" + host + "/")).isPresent();
            assertThat(guard.refusal("https://10.0.0.1/")).isEmpty();
        }
    }

    private static AddressGuard strictWith(OutboundAllow allow) {
        return guard(allow, PUBLIC.getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "::/129", "a b", "-x", "x_y", "10.0.0.0/-1"})
    void a_wrong_entry_is_named(String entry) {
        assertThatThrownBy(() -> OutboundAllow.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
