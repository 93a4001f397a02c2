package com.techbro24.crm.app.settings;

import static com.techbro24.crm.app.settings.SettingReaders.duration;
import static com.techbro24.crm.app.settings.SettingReaders.integer;
import static com.techbro24.crm.app.settings.SettingReaders.list;
import static com.techbro24.crm.app.settings.SettingReaders.oneOf;
import static com.techbro24.crm.app.settings.SettingReaders.optional;

import com.techbro24.crm.app.settings.Setting.Kind;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.http.PublicUrl;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All settings: name, default value, parser and description. */
public final class KnownSettings {
    private KnownSettings() {}

    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    static final Setting<Settings.Environment> ENVIRONMENT =
            setting(
                    "CRM_ENV",
                    "production",
                    oneOf(Settings.Environment.class),
                    "production or development; development adds the tools under /api/dev.");
    static final Setting<String> HOST =
            setting(
                    "CRM_HOST",
                    "0.0.0.0",
                    SettingReaders::host,
                    "The address to listen on; 127.0.0.1 accepts only this machine.");
    static final Setting<Integer> PORT =
            setting(
                    "CRM_PORT",
                    "5000",
                    integer(0, 65_535),
                    "The port of REST, Socket.IO and the docs; 0 chooses a free one.");
    public static final Setting<DatabaseUrl> DATABASE =
            setting(
                    "CRM_DATABASE",
                    "sqlite:data/crm.db",
                    DatabaseUrl::parse,
                    "sqlite:<file>, or postgresql://user:password@host:port/database?options;"
                            + " percent-encode characters such as @ / # in the password.",
                    Kind.ADDRESS);
    static final Setting<String> ADMIN_EMAIL =
            setting(
                    "CRM_ADMIN_EMAIL",
                    "admin@example.com",
                    SettingReaders::email,
                    "The email of the admin that the first start creates.");
    static final Setting<Optional<String>> ADMIN_PASSWORD =
            setting(
                    "CRM_ADMIN_PASSWORD",
                    "",
                    optional(SettingReaders::password),
                    "That admin's password; if not set, one is generated and printed once.",
                    Kind.SECRET);
    static final Setting<Duration> SESSION_IDLE =
            setting(
                    "CRM_SESSION_IDLE",
                    "P3D",
                    duration(Duration.ofMinutes(1), Duration.ofDays(365)),
                    "A session expires after this time without a request; three days last over a"
                            + " weekend.");
    static final Setting<Duration> SESSION_ABSOLUTE =
            setting(
                    "CRM_SESSION_ABSOLUTE",
                    "P30D",
                    duration(Duration.ofMinutes(1), Duration.ofDays(3650)),
                    "The maximum lifetime of a session.");
    static final Setting<List<String>> CORS_ORIGINS =
            setting(
                    "CRM_CORS_ORIGINS",
                    "",
                    list(SettingReaders::origin),
                    "Origins of web pages that may call the API (CORS), separated by commas; * for"
                            + " all.");
    static final Setting<List<String>> TRUSTED_PROXIES =
            setting(
                    "CRM_TRUSTED_PROXIES",
                    "",
                    list(SettingReaders::addressRange),
                    "Addresses or ranges of proxies whose X-Forwarded-For is trusted, separated by"
                            + " commas.");
    static final Setting<PublicUrl> PUBLIC_URL =
            setting(
                    "CRM_PUBLIC_URL",
                    "",
                    SettingReaders::publicUrl,
                    "The address behind a proxy, such as https://example.com/crm, with the path"
                            + " under which it serves this.");
    static final Setting<Integer> RATE_LIMIT =
            setting(
                    "CRM_RATE_LIMIT",
                    "600",
                    integer(1, 1_000_000),
                    "Requests per minute for each authenticated caller.");
    static final Setting<Integer> RATE_LIMIT_ANONYMOUS =
            setting(
                    "CRM_RATE_LIMIT_ANONYMOUS",
                    "120",
                    integer(1, 1_000_000),
                    "Requests per minute for each address without authentication.");
    static final Setting<Integer> BODY_BYTES_MAX =
            setting(
                    "CRM_BODY_BYTES_MAX",
                    "1048576",
                    integer(1024, 1 << 30),
                    "The maximum size of a request body, in bytes.");
    static final Setting<Integer> IMPORT_BYTES_MAX =
            setting(
                    "CRM_IMPORT_BYTES_MAX",
                    "67108864",
                    integer(1024, 1 << 30),
                    "The maximum size of an import file, in bytes, uncompressed.");
    static final Setting<Duration> REQUEST_TIMEOUT =
            setting(
                    "CRM_REQUEST_TIMEOUT",
                    "PT30S",
                    duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    "A request that takes longer is answered 503.");
    static final Setting<String> DEFAULT_REGION =
            setting(
                    "CRM_DEFAULT_REGION",
                    "US",
                    SettingReaders::region,
                    "The country of phone numbers without a + (ISO 3166, two letters).");
    static final Setting<ZoneId> TIMEZONE =
            setting(
                    "CRM_TIMEZONE",
                    "UTC",
                    SettingReaders::zone,
                    "The default time zone: of agents and leads without one, and of times in imports without one.");
    static final Setting<Duration> CALL_LENGTH_MAX =
            setting(
                    "CRM_CALL_LENGTH_MAX",
                    "PT4H",
                    duration(Duration.ofMinutes(5), Duration.ofDays(1)),
                    "A call that was not ended is closed automatically after this time.");
    static final Setting<Duration> WRAP_UP_MAX =
            setting(
                    "CRM_WRAP_UP_MAX",
                    "PT5M",
                    duration(Duration.ZERO, Duration.ofHours(8)),
                    "The agent is available again this long after a call; PT0S for immediately.");
    static final Setting<Duration> CALL_RETRY_AFTER =
            setting(
                    "CRM_CALL_RETRY_AFTER",
                    "PT4H",
                    duration(Duration.ofMinutes(1), Duration.ofDays(366)),
                    "After this time an unreached lead is called again, unless the outcome sets another time.");
    static final Setting<Integer> CALL_ATTEMPTS_MAX =
            setting(
                    "CRM_CALL_ATTEMPTS_MAX",
                    "8",
                    integer(1, 1_000),
                    "After this many unanswered calls a lead is no longer handed out by"
                            + " /api/leads/next.");
    static final Setting<Duration> CLAIM_LENGTH =
            setting(
                    "CRM_CLAIM_LENGTH",
                    "PT10M",
                    duration(Duration.ofSeconds(30), Duration.ofDays(1)),
                    "How long a lead from /api/leads/next is reserved for its agent, unless it is"
                            + " called before.");
    static final Setting<Boolean> POOL_SHARED =
            setting(
                    "CRM_POOL_SHARED",
                    "true",
                    SettingReaders::truth,
                    "Whether agents also get unassigned leads from /api/leads/next; true or false.");
    static final Setting<Duration> REMINDER_OVERDUE_GRACE =
            setting(
                    "CRM_REMINDER_OVERDUE_GRACE",
                    "PT15M",
                    duration(Duration.ZERO, Duration.ofDays(30)),
                    "A reminder without any action is overdue this long after its time.");
    static final Setting<Duration> NOTIFICATION_FLOOD_WINDOW =
            setting(
                    "CRM_NOTIFICATION_FLOOD_WINDOW",
                    "PT5M",
                    duration(Duration.ZERO, Duration.ofDays(1)),
                    "Unread notifications of one kind within this time are grouped; PT0S for"
                            + " never.");
    static final Setting<Integer> NOTIFICATION_FLOOD_AFTER =
            setting(
                    "CRM_NOTIFICATION_FLOOD_AFTER",
                    "5",
                    integer(1, 1_000),
                    "How many of one kind are shown individually before they are grouped.");
    static final Setting<Duration> NOTIFICATION_RETENTION =
            setting(
                    "CRM_NOTIFICATION_RETENTION",
                    "P90D",
                    duration(Duration.ofDays(1), Duration.ofDays(3650)),
                    "How long read or deleted notifications are kept.");
    static final Setting<Settings.LogLevel> LOG_LEVEL =
            setting(
                    "CRM_LOG_LEVEL",
                    "info",
                    oneOf(Settings.LogLevel.class),
                    "error, warn, info, debug or trace.");
    static final Setting<Optional<Settings.LogFormat>> LOG_FORMAT =
            setting(
                    "CRM_LOG_FORMAT",
                    "",
                    optional(oneOf(Settings.LogFormat.class)),
                    "text or json; the default is json in production and text in"
                            + " development.");
    static final Setting<Duration> SHUTDOWN_GRACE =
            setting(
                    "CRM_SHUTDOWN_GRACE",
                    "PT25S",
                    duration(Duration.ZERO, Duration.ofMinutes(10)),
                    "How long a shutdown waits for requests in progress.");

    /** Used by the launcher only; declared here so that it is known and printed. */
    static final Setting<String> JAVA_OPTS =
            setting(
                    "CRM_JAVA_OPTS",
                    "",
                    SettingReaders::text,
                    "More options for the JVM, such as -Xmx4g; used by ./crm only.",
                    Kind.OPTIONS);

    /** All settings, in the order in which they are shown. */
    static List<Setting<?>> all() {
        return Stream.of(DECLARED, KnownOutbound.all(), KnownReach.all(), KnownTelephony.all())
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    private static <T> Setting<T> setting(
            String name, String standard, Function<String, T> reader, String description) {
        return setting(name, standard, reader, description, Kind.OPEN);
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
