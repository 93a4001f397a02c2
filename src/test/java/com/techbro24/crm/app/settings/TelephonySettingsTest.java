package com.techbro24.crm.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.integrations.sms.SmsSettings;
import com.techbro24.crm.integrations.telephony.Telephony;
import com.techbro24.crm.integrations.telephony.TelephonySettings;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings of telephony and SMS. */
class TelephonySettingsTest {
    /** Without a provider. */
    static final Settings.Telephony NOTHING =
            new Settings.Telephony(
                    Optional.empty(),
                    Optional.empty(),
                    new TelephonySettings(Duration.ofSeconds(25), Duration.ofMinutes(2), false),
                    new SmsSettings(Duration.ofSeconds(1), Optional.empty()));

    private static final String SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String SECRET = "whsec_" + "aHVzaGh1".repeat(4);

    private static final Map<String, String> EVERYTHING =
            Map.ofEntries(
                    Map.entry("CRM_PUBLIC_URL", "https://crm.example"),
                    Map.entry("CRM_TWILIO_ACCOUNT", SID),
                    Map.entry("CRM_TWILIO_TOKEN", "hush-hush"),
                    Map.entry("CRM_TWILIO_NUMBER", "+4930901820"),
                    Map.entry("CRM_TWILIO_API", "https://api.dublin.example"),
                    Map.entry("CRM_TELEPHONY_URL", "http://pbx.lan/crm"),
                    Map.entry("CRM_TELEPHONY_SECRET", SECRET),
                    Map.entry("CRM_RING_TIMEOUT", "PT30S"),
                    Map.entry("CRM_CALL_SILENCE", "PT1M"),
                    Map.entry("CRM_CALL_RECORDING", "true"),
                    Map.entry("CRM_SMS_URL", "https://gateway.example/v1"),
                    Map.entry("CRM_SMS_SECRET", SECRET),
                    Map.entry("CRM_SMS_AUTHORIZATION", "Bearer hush-hush"),
                    Map.entry("CRM_SMS_TEMPLATE", "{\"a\":\"{{to}}\",\"b\":\"{{text}}\"}"),
                    Map.entry("CRM_SMS_INTERVAL", "PT2S"));

    private static String errors(Map<String, String> values) {
        return String.join(
                "\n",
                catchThrowableOfType(Settings.InvalidSettings.class, () -> Settings.read(values))
                        .errors());
    }

    @Test
    void everything_can_be_set() {
        assertThat(Settings.read(EVERYTHING).telephony())
                .isEqualTo(
                        new Settings.Telephony(
                                Optional.of(
                                        new TwilioAccount(
                                                SID,
                                                "hush-hush",
                                                "+4930901820",
                                                URI.create("https://api.dublin.example"))),
                                Optional.of(
                                        new Telephony.Generic(
                                                URI.create("http://pbx.lan/crm"), SECRET)),
                                new TelephonySettings(
                                        Duration.ofSeconds(30), Duration.ofMinutes(1), true),
                                new SmsSettings(
                                        Duration.ofSeconds(2),
                                        Optional.of(
                                                new SmsSettings.Gateway(
                                                        URI.create("https://gateway.example/v1"),
                                                        Optional.of(
                                                                "{\"a\":\"{{to}}\",\"b\":\"{{text}}\"}"),
                                                        Optional.of("Bearer hush-hush"),
                                                        SECRET)))));
    }

    @Test
    void what_is_missing_beside_a_provider_is_named() {
        assertThat(errors(Map.of("CRM_TWILIO_ACCOUNT", SID)))
                .contains(
                        "CRM_TWILIO_TOKEN is required with CRM_TWILIO_ACCOUNT",
                        "CRM_TWILIO_NUMBER is required",
                        "CRM_PUBLIC_URL is required");
        assertThat(errors(Map.of("CRM_SMS_URL", "https://gateway.example")))
                .contains("CRM_SMS_SECRET is required with CRM_SMS_URL");
        assertThat(errors(Map.of("CRM_TELEPHONY_URL", "https://pbx.example")))
                .contains("CRM_TELEPHONY_SECRET is required with CRM_TELEPHONY_URL");
    }

    @Test
    void wrong_values_are_named() {
        Map<String, String> wrong = new HashMap<>(EVERYTHING);
        wrong.put("CRM_TWILIO_ACCOUNT", "me");
        wrong.put("CRM_TWILIO_NUMBER", "030 901820");
        wrong.put("CRM_SMS_TEMPLATE", "{{to}} {{text}}");
        wrong.put("CRM_TELEPHONY_SECRET", "short");
        wrong.put("CRM_TELEPHONY_URL", "ftp://pbx.lan");

        assertThat(errors(wrong))
                .contains(
                        "CRM_TWILIO_ACCOUNT must be an account SID",
                        "CRM_TWILIO_NUMBER must be a number",
                        "CRM_SMS_TEMPLATE must be a JSON object",
                        "CRM_TELEPHONY_SECRET must be whsec_",
                        "CRM_TELEPHONY_URL must be an address")
                .doesNotContain("short");
    }

    @Test
    void secrets_are_not_printed() {
        assertThat(Settings.read(EVERYTHING).toString()).doesNotContain("hush", "aHVzaGh1");
    }
}
