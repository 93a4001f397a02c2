package com.techbro24.crm.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.outbound.OutboundAllow;
import com.techbro24.crm.outbound.mail.MailSettings;
import com.techbro24.crm.outbound.push.PushSettings;
import com.techbro24.crm.reminders.ReminderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, String> EVERYTHING =
            ReachSettings.and(
                    Map.entry("CRM_ENV", "development"),
                    Map.entry("CRM_HOST", "127.0.0.1"),
                    Map.entry("CRM_PORT", "5001"),
                    Map.entry("CRM_CORS_ORIGINS", "https://a.example, http://b:8080"),
                    Map.entry("CRM_TRUSTED_PROXIES", "10.0.0.0/8,::1"),
                    Map.entry("CRM_PUBLIC_URL", "https://crm.example/sales/"),
                    Map.entry("CRM_REQUEST_TIMEOUT", "PT5S"),
                    Map.entry("CRM_BODY_BYTES_MAX", "2048"),
                    Map.entry("CRM_IMPORT_BYTES_MAX", "4096"),
                    Map.entry("CRM_RATE_LIMIT", "60"),
                    Map.entry("CRM_RATE_LIMIT_ANONYMOUS", "10"),
                    Map.entry("CRM_DATABASE", "sqlite:other.db"),
                    Map.entry("CRM_ADMIN_EMAIL", "ann@crm.example"),
                    Map.entry("CRM_ADMIN_PASSWORD", "long enough"),
                    Map.entry("CRM_SESSION_IDLE", "PT1H"),
                    Map.entry("CRM_SESSION_ABSOLUTE", "P1D"),
                    Map.entry("CRM_DEFAULT_REGION", "de"),
                    Map.entry("CRM_TIMEZONE", "Europe/Berlin"),
                    Map.entry("CRM_CALL_LENGTH_MAX", "PT1H"),
                    Map.entry("CRM_WRAP_UP_MAX", "PT0S"),
                    Map.entry("CRM_CALL_RETRY_AFTER", "PT2H"),
                    Map.entry("CRM_CALL_ATTEMPTS_MAX", "3"),
                    Map.entry("CRM_CLAIM_LENGTH", "PT1M"),
                    Map.entry("CRM_POOL_SHARED", "False"),
                    Map.entry("CRM_REMINDER_OVERDUE_GRACE", "PT5M"),
                    Map.entry("CRM_NOTIFICATION_FLOOD_WINDOW", "PT7M"),
                    Map.entry("CRM_NOTIFICATION_FLOOD_AFTER", "9"),
                    Map.entry("CRM_NOTIFICATION_RETENTION", "P30D"),
                    Map.entry("CRM_OUTBOUND_ALLOW", "10.0.0.0/8, crm.lan"),
                    Map.entry("CRM_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
                    Map.entry("CRM_LOG_LEVEL", "debug"),
                    Map.entry("CRM_LOG_FORMAT", "json"),
                    Map.entry("CRM_SHUTDOWN_GRACE", "PT5S"));

    @Test
    void nothing_needs_to_be_set() {
        assertThat(Settings.read(Map.of()))
                .isEqualTo(
                        new Settings(
                                Settings.Environment.PRODUCTION,
                                new Settings.Http(
                                        "0.0.0.0",
                                        5000,
                                        List.of(),
                                        List.of(),
                                        PublicUrl.NONE,
                                        Duration.ofSeconds(30),
                                        1024 * 1024,
                                        64 * 1024 * 1024,
                                        600,
                                        120),
                                new DatabaseUrl.Sqlite(Path.of("data/crm.db")),
                                new Settings.Accounts(
                                        "admin@example.com",
                                        Optional.empty(),
                                        Duration.ofDays(3),
                                        Duration.ofDays(30)),
                                "US",
                                new Settings.Work(
                                        CallSettings.DEFAULTS,
                                        ReminderSettings.DEFAULT,
                                        NotificationSettings.DEFAULT),
                                new Settings.Outbound(OutboundAllow.NOTHING, Optional.empty()),
                                Optional.empty(),
                                MailSettings.NONE,
                                PushSettings.NONE,
                                TelephonySettingsTest.NOTHING,
                                new Settings.Log(Settings.LogLevel.INFO, Settings.LogFormat.JSON),
                                Duration.ofSeconds(25)));
    }

    @Test
    void everything_can_be_set() {
        var settings = Settings.read(EVERYTHING);
        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                Settings.Environment.DEVELOPMENT,
                                new Settings.Http(
                                        "127.0.0.1",
                                        5001,
                                        List.of("https://a.example", "http://b:8080"),
                                        List.of("10.0.0.0/8", "::1"),
                                        new PublicUrl("https://crm.example", "/sales"),
                                        Duration.ofSeconds(5),
                                        2048,
                                        4096,
                                        60,
                                        10),
                                new DatabaseUrl.Sqlite(Path.of("other.db")),
                                new Settings.Accounts(
                                        "ann@crm.example",
                                        Optional.of("long enough"),
                                        Duration.ofHours(1),
                                        Duration.ofDays(1)),
                                "DE",
                                work(),
                                new Settings.Outbound(
                                        OutboundAllow.of(List.of("10.0.0.0/8", "crm.lan")),
                                        Optional.of("0123456789abcdef0123456789abcdef")),
                                Optional.empty(),
                                ReachSettings.MAIL,
                                ReachSettings.PUSH,
                                TelephonySettingsTest.NOTHING,
                                new Settings.Log(Settings.LogLevel.DEBUG, Settings.LogFormat.JSON),
                                Duration.ofSeconds(5)));
    }

    /** As {@link #everything_can_be_set} sets it. */
    private static Settings.Work work() {
        var zone = ZoneId.of("Europe/Berlin");
        return new Settings.Work(
                new CallSettings(
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        3,
                        false,
                        zone),
                new ReminderSettings(Duration.ofMinutes(5), zone),
                new NotificationSettings(
                        Duration.ofHours(1), Duration.ofMinutes(7), 9, Duration.ofDays(30), zone));
    }

    @Test
    void a_developer_reads_text_and_a_machine_reads_json() {
        assertThat(Settings.read(Map.of("CRM_ENV", "development")).log().format())
                .isEqualTo(Settings.LogFormat.TEXT);
        assertThat(Settings.read(Map.of()).log().format()).isEqualTo(Settings.LogFormat.JSON);
    }

    @Test
    void every_error_is_reported_at_once() {
        var faulty =
                errors(Map.of("CRM_PORT", "x", "CRM_SESSION_IDLE", "12h", "CRM_ENV", "staging"));
        assertThat(faulty)
                .containsExactlyInAnyOrder(
                        "CRM_PORT must be a whole number from 0 to 65535: 'x'",
                        "CRM_SESSION_IDLE must be an ISO 8601 duration from PT1M to PT8760H: '12h'",
                        "CRM_ENV must be one of production, development: 'staging'");
    }

    @Test
    void a_login_cannot_be_idle_for_longer_than_it_lasts() {
        assertThat(errors(Map.of("CRM_SESSION_IDLE", "P2D", "CRM_SESSION_ABSOLUTE", "P1D")))
                .containsExactly(
                        "CRM_SESSION_IDLE must not be longer than CRM_SESSION_ABSOLUTE, which is"
                                + " PT24H: 'P2D'");
        assertThat(Settings.read(Map.of("CRM_SESSION_ABSOLUTE", "P1D")).accounts().sessionAgeMax())
                .as("the standard idle time is nobody's fault")
                .isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "CRM_PORT,65536",
        "CRM_HOST,http://host",
        "CRM_ADMIN_EMAIL,admin",
        "CRM_ADMIN_PASSWORD,short",
        "CRM_ADMIN_PASSWORD,Admin@Example.com",
        "CRM_CORS_ORIGINS,https://a.example/path",
        "CRM_TRUSTED_PROXIES,proxy.example",
        "CRM_RATE_LIMIT,0",
        "CRM_DEFAULT_REGION,Germany",
        "CRM_TIMEZONE,Berlin",
        "CRM_CALL_LENGTH_MAX,PT1M",
        "CRM_POOL_SHARED,yes",
        "CRM_LOG_LEVEL,loud",
        "CRM_DATABASE,mysql://localhost/crm",
        "CRM_SHUTDOWN_GRACE,-PT1S",
    })
    void a_wrong_value_is_named(String name, String text) {
        assertThat(errors(Map.of(name, text))).singleElement().asString().startsWith(name);
    }

    @Test
    void no_error_quotes_a_secret() {
        var faulty =
                errors(
                        Map.of(
                                "CRM_ADMIN_PASSWORD", "hush",
                                "CRM_DATABASE", "postgresql://u:hu sh@db/crm"));
        assertThat(faulty).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("hu"));
    }

    @Test
    void settings_do_not_print_their_secrets() {
        var settings =
                Settings.read(
                        Map.of(
                                "CRM_ADMIN_PASSWORD", "hush-hush-hush",
                                "CRM_DATABASE", "postgresql://u:hush-hush@db/crm"));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void the_example_file_is_what_the_declarations_say() throws IOException {
        assertThat(Files.readString(Path.of(".env.example")))
                .as("write it anew: ./crm config --example > .env.example")
                .isEqualTo(SettingsText.example());
    }

    @Test
    void the_config_shows_values_and_origins_but_no_secrets() {
        var given =
                given(
                        Map.of("CRM_PORT", "5001", "CRM_ADMIN_PASSWORD", "hush-hush-hush"),
                        Map.of("CRM_DATABASE", "postgres://crm:hush-hush@db/crm"));
        assertThat(SettingsText.values(given))
                .containsPattern("CRM_PORT=5001 +# environment")
                .containsPattern("CRM_DATABASE=postgres://crm:\\*+@db/crm +# .env")
                .containsPattern("CRM_HOST=0.0.0.0 +# default")
                .doesNotContain("hush");
    }

    @Test
    void the_config_hides_secrets_among_the_options_of_the_jvm() {
        var options = "-Xmx2g -Djavax.net.ssl.keyStorePassword=hush -Dx.TOKEN=hush -Da=b";
        var given = given(Map.of("CRM_JAVA_OPTS", options), Map.of());
        assertThat(SettingsText.values(given))
                .contains(
                        "CRM_JAVA_OPTS=-Xmx2g -Djavax.net.ssl.keyStorePassword=********"
                                + " -Dx.TOKEN=******** -Da=b")
                .doesNotContain("hush");
    }

    @Test
    void a_misspelt_setting_is_named() {
        var given = given(Map.of("CRM_PROT", "1", "PATH", "/bin"), Map.of());
        assertThat(given.warnings())
                .singleElement()
                .asString()
                .startsWith("CRM_PROT is not a known setting");
    }

    @Test
    void dev_defaults_to_development() {
        var nothing = given(Map.of(), Map.of());
        var said = given(Map.of(), Map.of("CRM_ENV", "production"));
        assertThat(Settings.read(nothing.inDevelopment().merged()).environment())
                .isEqualTo(Settings.Environment.DEVELOPMENT);
        assertThat(Settings.read(said.inDevelopment().merged()).environment())
                .isEqualTo(Settings.Environment.PRODUCTION);
    }

    private static SettingValues given(Map<String, String> environment, Map<String, String> file) {
        return new SettingValues(environment, new EnvFile(file, List.of()));
    }

    private static List<String> errors(Map<String, String> values) {
        return catchThrowableOfType(Settings.InvalidSettings.class, () -> Settings.read(values))
                .errors();
    }
}
