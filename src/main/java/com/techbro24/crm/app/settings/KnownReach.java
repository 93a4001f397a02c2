package com.techbro24.crm.app.settings;

import static com.techbro24.crm.app.settings.SettingReaders.optional;

import com.techbro24.crm.app.settings.Setting.Kind;
import com.techbro24.crm.outbound.mail.MailServer;
import com.techbro24.crm.outbound.mail.MailSettings;
import com.techbro24.crm.outbound.push.PushSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of mail and push, as {@link KnownSettings} has the others. */
final class KnownReach {
    private KnownReach() {}

    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    static final Setting<Optional<MailServer>> SMTP =
            setting(
                    "CRM_SMTP",
                    optional(MailServer::smtp),
                    "The mail server that sends mails: smtps://user:password@host, or smtp:// for"
                            + " STARTTLS; percent-encode characters such as @ / # in the login.",
                    Kind.ADDRESS);
    static final Setting<Optional<MailSettings.Sender>> MAIL_FROM =
            setting(
                    "CRM_MAIL_FROM",
                    optional(MailSettings.Sender::parse),
                    "The sender of mails, such as TechBro24 CRM <crm@example.com>.",
                    Kind.OPEN);
    static final Setting<Optional<MailServer>> MAIL_BOUNCES =
            setting(
                    "CRM_MAIL_BOUNCES",
                    optional(MailServer::imap),
                    "The mailbox of the sender, read for mails that did not arrive and for replies"
                            + " to invitations: imaps://user:password@host. Mails then come from"
                            + " an address with a +, such as crm+id@example.com.",
                    Kind.ADDRESS);
    static final Setting<Optional<String>> PUSH_CONTACT =
            setting(
                    "CRM_PUSH_CONTACT",
                    optional(PushSettings::contact),
                    "Sets up Web Push: whom the operator of a push service may ask, such as"
                            + " mailto:somebody@example.com.",
                    Kind.OPEN);
    static final Setting<Optional<Path>> PUSH_FCM =
            setting(
                    "CRM_PUSH_FCM",
                    optional(PushSettings::readable),
                    "Sets up push to Android: the file of a Firebase service account.",
                    Kind.OPEN);
    static final Setting<Optional<PushSettings.ApnsKey>> PUSH_APNS =
            setting(
                    "CRM_PUSH_APNS",
                    optional(PushSettings.ApnsKey::parse),
                    "Sets up push to iOS: TEAM:KEY:app.id:file.p8, with the file of Apple's key.",
                    Kind.OPEN);

    static List<Setting<?>> all() {
        return List.copyOf(DECLARED);
    }

    private static <T> Setting<T> setting(
            String name, Function<String, T> reader, String description, Kind kind) {
        var setting = new Setting<>(name, "", reader, description, kind);
        DECLARED.add(setting);
        return setting;
    }
}
