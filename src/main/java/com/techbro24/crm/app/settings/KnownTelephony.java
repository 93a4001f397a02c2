package com.techbro24.crm.app.settings;

import static com.techbro24.crm.app.settings.SettingReaders.duration;
import static com.techbro24.crm.app.settings.SettingReaders.optional;
import static com.techbro24.crm.app.settings.SettingReaders.wrong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.techbro24.crm.app.settings.Setting.Kind;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import com.techbro24.crm.outbound.StandardSignature;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of telephony and SMS, as {@link KnownSettings} has the others. */
final class KnownTelephony {
    private KnownTelephony() {}

    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    static final Setting<Optional<String>> TWILIO_ACCOUNT =
            setting(
                    "CRM_TWILIO_ACCOUNT",
                    "",
                    optional(KnownTelephony::account),
                    "The account SID at Twilio, for calls and SMS; CRM_TWILIO_TOKEN,"
                            + " CRM_TWILIO_NUMBER and CRM_PUBLIC_URL are then required.",
                    Kind.OPEN);
    static final Setting<Optional<String>> TWILIO_TOKEN =
            setting(
                    "CRM_TWILIO_TOKEN",
                    "",
                    optional(SettingReaders::text),
                    "The auth token of that account.",
                    Kind.SECRET);
    static final Setting<Optional<String>> TWILIO_NUMBER =
            setting(
                    "CRM_TWILIO_NUMBER",
                    "",
                    optional(KnownTelephony::number),
                    "The number at Twilio that calls and sends, such as +493012345678.",
                    Kind.OPEN);
    static final Setting<URI> TWILIO_API =
            setting(
                    "CRM_TWILIO_API",
                    "https://api.twilio.com",
                    KnownTelephony::address,
                    "The address of Twilio's API; another one for a region or a test.",
                    Kind.OPEN);
    static final Setting<Optional<URI>> TELEPHONY_URL =
            setting(
                    "CRM_TELEPHONY_URL",
                    "",
                    optional(KnownTelephony::address),
                    "Where your telephone system (SIP, Asterisk, 3CX) is asked to make a call;"
                            + " CRM_TELEPHONY_SECRET is then required.",
                    Kind.OPEN);
    static final Setting<Optional<String>> TELEPHONY_SECRET =
            setting(
                    "CRM_TELEPHONY_SECRET",
                    "",
                    optional(KnownTelephony::secret),
                    "Signs what goes to the telephone system and what comes from it: whsec_ and at"
                            + " least 24 bytes in Base64.",
                    Kind.SECRET);
    static final Setting<Duration> RING_TIMEOUT =
            setting(
                    "CRM_RING_TIMEOUT",
                    "PT25S",
                    duration(Duration.ofSeconds(5), Duration.ofMinutes(5)),
                    "How long an agent or a lead is rung.",
                    Kind.OPEN);
    static final Setting<Duration> CALL_SILENCE =
            setting(
                    "CRM_CALL_SILENCE",
                    "PT2M",
                    duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                    "After this time without a word about an open call, its provider is asked.",
                    Kind.OPEN);
    static final Setting<Boolean> CALL_RECORDING =
            setting(
                    "CRM_CALL_RECORDING",
                    "false",
                    SettingReaders::truth,
                    "Whether Twilio records conversations; ask a lawyer before you set it to true.",
                    Kind.OPEN);
    static final Setting<Optional<URI>> SMS_URL =
            setting(
                    "CRM_SMS_URL",
                    "",
                    optional(KnownTelephony::address),
                    "An SMS gateway with an HTTP interface, which is used instead of Twilio;"
                            + " CRM_SMS_SECRET is then required.",
                    Kind.OPEN);
    static final Setting<Optional<String>> SMS_SECRET =
            setting(
                    "CRM_SMS_SECRET",
                    "",
                    optional(KnownTelephony::secret),
                    "Signs what goes to the SMS gateway and what comes from it: whsec_ and at least"
                            + " 24 bytes in Base64.",
                    Kind.SECRET);
    static final Setting<Optional<String>> SMS_AUTHORIZATION =
            setting(
                    "CRM_SMS_AUTHORIZATION",
                    "",
                    optional(SettingReaders::text),
                    "The Authorization header for the SMS gateway, such as Bearer and a token.",
                    Kind.SECRET);
    static final Setting<Optional<String>> SMS_TEMPLATE =
            setting(
                    "CRM_SMS_TEMPLATE",
                    "",
                    optional(KnownTelephony::template),
                    "The JSON that the SMS gateway takes, with {{to}}, {{text}} and {{id}}; if not"
                            + " set, an object with these three.",
                    Kind.OPEN);
    static final Setting<Duration> SMS_INTERVAL =
            setting(
                    "CRM_SMS_INTERVAL",
                    "PT1S",
                    duration(Duration.ZERO, Duration.ofMinutes(1)),
                    "The shortest time between two SMS from the number; each node counts by itself.",
                    Kind.OPEN);

    static List<Setting<?>> all() {
        return List.copyOf(DECLARED);
    }

    private static String account(String text) {
        if (text.matches(TwilioAccount.SID)) return text;
        throw wrong("must be an account SID: AC and 32 hexadecimal digits");
    }

    private static String number(String text) {
        return PhoneNumbers.e164(text)
                .filter(text::equals)
                .orElseThrow(() -> wrong("must be a number such as +493012345678"));
    }

    private static String secret(String text) {
        if (text.matches(StandardSignature.SECRET)) return text;
        throw wrong("must be whsec_ and what `openssl rand -base64 24` prints");
    }

    private static URI address(String text) {
        try {
            var uri = URI.create(text);
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawUserInfo() == null) return uri;
        } catch (IllegalArgumentException notAnAddress) {
            // reported below, like one without a host
        }
        throw wrong("must be an address such as https://example.com/calls");
    }

    private static String template(String text) {
        try {
            var json = Json.MAPPER.readTree(text);
            if (json != null
                    && json.isObject()
                    && text.contains("{{to}}")
                    && text.contains("{{text}}")) return text;
        } catch (JsonProcessingException notJson) {
            // reported below, like one without its placeholders
        }
        throw wrong("must be a JSON object with \"{{to}}\" and \"{{text}}\"");
    }

    private static <T> Setting<T> setting(
            String name,
            String standard,
            Function<String, T> reader,
            String description,
            Kind kind) {
        var setting = new Setting<>(name, standard, reader, description, kind);
        DECLARED.add(setting);
        return setting;
    }
}
