package com.techbro24.crm.app.settings;

import com.techbro24.crm.outbound.mail.MailServer;
import com.techbro24.crm.outbound.mail.MailSettings;
import com.techbro24.crm.outbound.push.PushSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of mail and push for {@link SettingsTest}, as texts and as they are read. */
final class ReachSettings {
    static final MailSettings MAIL =
            new MailSettings(
                    Optional.of(new MailServer(true, "mail.crm.test", 465, "ann", "hush")),
                    Optional.of(new MailSettings.Sender("CRM", "crm@crm.test")),
                    Optional.of(new MailServer(true, "mail.crm.test", 993, "ann", "hush")));
    static final PushSettings PUSH =
            new PushSettings(
                    Optional.of("mailto:ops@crm.test"),
                    Optional.of(Path.of("pom.xml")),
                    Optional.of(
                            new PushSettings.ApnsKey(
                                    "TEAM", "KEY", "test.crm", Path.of("pom.xml"))));

    private static final Map<String, String> TEXTS =
            Map.of(
                    "CRM_SMTP", "smtps://ann:hush@mail.crm.test",
                    "CRM_MAIL_FROM", "CRM <crm@crm.test>",
                    "CRM_MAIL_BOUNCES", "imaps://ann:hush@mail.crm.test",
                    "CRM_PUSH_CONTACT", "mailto:ops@crm.test",
                    "CRM_PUSH_FCM", "pom.xml",
                    "CRM_PUSH_APNS", "TEAM:KEY:test.crm:pom.xml");

    private ReachSettings() {}

    /** These texts, and others. */
    @SafeVarargs
    static Map<String, String> and(Map.Entry<String, String>... others) {
        return Stream.concat(TEXTS.entrySet().stream(), Arrays.stream(others))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
