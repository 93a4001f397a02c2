package com.techbro24.crm.app.settings;

import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.integrations.sms.SmsSettings;
import com.techbro24.crm.integrations.telephony.TelephonySettings;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.outbound.OutboundAllow;
import com.techbro24.crm.outbound.mail.MailSettings;
import com.techbro24.crm.outbound.push.PushSettings;
import com.techbro24.crm.reminders.ReminderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings, read once at startup from the environment and {@code .env}. */
public record Settings(
        Environment environment,
        Http http,
        DatabaseUrl database,
        Accounts accounts,
        String defaultRegion,
        Work work,
        Outbound outbound,
        Optional<Path> extensions,
        MailSettings mail,
        PushSettings push,
        Telephony telephony,
        Log log,
        Duration shutdownGrace) {

    /** Whether the developer tools are enabled. */
    public enum Environment {
        PRODUCTION,
        DEVELOPMENT
    }

    /** The format of log lines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /** The minimum level of logged messages. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** The HTTP server and its limits. */
    public record Http(
            String host,
            int port,
            List<String> corsOrigins,
            List<String> trustedProxies,
            PublicUrl publicUrl,
            Duration requestTimeout,
            int bodyBytesMax,
            int importBytesMax,
            int callsPerMinuteMax,
            int anonymousCallsPerMinuteMax) {}

    /** The first admin and the session lifetimes. */
    public record Accounts(
            String adminEmail,
            Optional<String> adminPassword,
            Duration sessionIdleMax,
            Duration sessionAgeMax) {
        @Override
        public String toString() {
            return "Accounts[" + adminEmail + "]"; // keeps the password out of logs
        }
    }

    /** Business settings. */
    public record Work(
            CallSettings calls, ReminderSettings reminders, NotificationSettings notifications) {}

    /** What leaves the server. */
    public record Outbound(OutboundAllow allow, Optional<String> secretKey) {
        @Override
        public String toString() {
            return "Outbound[" + allow + "]"; // keeps the key out of logs
        }
    }

    /** Telephony and SMS: the providers that are set up, and how they are used. */
    public record Telephony(
            Optional<TwilioAccount> twilio,
            Optional<com.techbro24.crm.integrations.telephony.Telephony.Generic> system,
            TelephonySettings calls,
            SmsSettings sms) {}

    /** Logging. */
    public record Log(LogLevel level, LogFormat format) {}

    /** Invalid settings: one line for each error. */
    public static final class InvalidSettings extends RuntimeException {
        private static final long serialVersionUID = 1;

        public InvalidSettings(List<String> errors) {
            super(String.join("\n", errors));
        }

        public List<String> errors() {
            return String.valueOf(getMessage()).lines().toList();
        }
    }

    /** As {@link #read(SettingValues)}, without a file. */
    public static Settings read(Map<String, String> values) {
        return read(new SettingValues(values, EnvFile.NONE));
    }

    /** Reads all settings; throws {@link InvalidSettings} with every error. */
    public static Settings read(SettingValues given) {
        var errors = new ArrayList<>(given.file().errors());
        var settings = read(new Reading(given.merged(), errors));
        if (!errors.isEmpty()) throw new InvalidSettings(errors);
        return settings;
    }

    private static Settings read(Reading in) {
        var environment = in.get(KnownSettings.ENVIRONMENT);
        var format = environment == Environment.PRODUCTION ? LogFormat.JSON : LogFormat.TEXT;
        return new Settings(
                environment,
                new Http(
                        in.get(KnownSettings.HOST),
                        in.get(KnownSettings.PORT),
                        in.get(KnownSettings.CORS_ORIGINS),
                        in.get(KnownSettings.TRUSTED_PROXIES),
                        in.get(KnownSettings.PUBLIC_URL),
                        in.get(KnownSettings.REQUEST_TIMEOUT),
                        in.get(KnownSettings.BODY_BYTES_MAX),
                        in.get(KnownSettings.IMPORT_BYTES_MAX),
                        in.get(KnownSettings.RATE_LIMIT),
                        in.get(KnownSettings.RATE_LIMIT_ANONYMOUS)),
                in.get(KnownSettings.DATABASE),
                accounts(in),
                in.get(KnownSettings.DEFAULT_REGION),
                work(in),
                new Outbound(
                        in.get(KnownOutbound.OUTBOUND_ALLOW), in.get(KnownOutbound.SECRET_KEY)),
                in.get(KnownOutbound.EXTENSIONS),
                new MailSettings(
                        in.get(KnownReach.SMTP),
                        in.get(KnownReach.MAIL_FROM),
                        in.get(KnownReach.MAIL_BOUNCES)),
                new PushSettings(
                        in.get(KnownReach.PUSH_CONTACT),
                        in.get(KnownReach.PUSH_FCM),
                        in.get(KnownReach.PUSH_APNS)),
                TelephonyReading.read(in),
                new Log(
                        in.get(KnownSettings.LOG_LEVEL),
                        in.get(KnownSettings.LOG_FORMAT).orElse(format)),
                in.get(KnownSettings.SHUTDOWN_GRACE));
    }

    private static Accounts accounts(Reading in) {
        var accounts =
                new Accounts(
                        in.get(KnownSettings.ADMIN_EMAIL),
                        in.get(KnownSettings.ADMIN_PASSWORD),
                        in.get(KnownSettings.SESSION_IDLE),
                        in.get(KnownSettings.SESSION_ABSOLUTE));
        // The default idle time was not set explicitly, so a shorter maximum age is no error.
        if (KnownSettings.SESSION_IDLE.isGivenIn(in.values())
                && accounts.sessionIdleMax().compareTo(accounts.sessionAgeMax()) > 0) {
            in.refuse(
                    KnownSettings.SESSION_IDLE,
                    "must not be longer than CRM_SESSION_ABSOLUTE, which is "
                            + accounts.sessionAgeMax());
        }
        if (accounts.adminPassword()
                .filter(set -> Passwords.isEmail(set, accounts.adminEmail()))
                .isPresent()) {
            in.refuse(KnownSettings.ADMIN_PASSWORD, "must not be the same as CRM_ADMIN_EMAIL");
        }
        return accounts;
    }

    private static Work work(Reading in) {
        var zone = in.get(KnownSettings.TIMEZONE);
        return new Work(
                new CallSettings(
                        in.get(KnownSettings.CALL_LENGTH_MAX),
                        in.get(KnownSettings.WRAP_UP_MAX),
                        in.get(KnownSettings.CLAIM_LENGTH),
                        in.get(KnownSettings.CALL_RETRY_AFTER),
                        in.get(KnownSettings.CALL_ATTEMPTS_MAX),
                        in.get(KnownSettings.POOL_SHARED),
                        zone),
                new ReminderSettings(in.get(KnownSettings.REMINDER_OVERDUE_GRACE), zone),
                new NotificationSettings(
                        NotificationSettings.DEFAULT.dedupWindow(),
                        in.get(KnownSettings.NOTIFICATION_FLOOD_WINDOW),
                        in.get(KnownSettings.NOTIFICATION_FLOOD_AFTER),
                        in.get(KnownSettings.NOTIFICATION_RETENTION),
                        zone));
    }

    /** Continues with the default value after an error, so that all errors are found at once. */
    record Reading(Map<String, String> values, List<String> errors) {
        <T> T get(Setting<T> setting) {
            var text = setting.textIn(values);
            try {
                return setting.read(text);
            } catch (IllegalArgumentException failure) {
                refuse(setting, String.valueOf(failure.getMessage()));
                return setting.read(setting.standard());
            }
        }

        void refuse(Setting<?> setting, String error) {
            var given =
                    setting.kind() == Setting.Kind.OPEN ? ": '" + setting.textIn(values) + "'" : "";
            errors.add(setting.name() + " " + error + given);
        }
    }
}
