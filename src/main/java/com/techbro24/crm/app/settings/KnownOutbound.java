package com.techbro24.crm.app.settings;

import static com.techbro24.crm.app.settings.SettingReaders.optional;

import com.techbro24.crm.app.settings.Setting.Kind;
import com.techbro24.crm.outbound.OutboundAllow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of what leaves the server, as {@link KnownSettings} has the others. */
final class KnownOutbound {
    private KnownOutbound() {}

    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    static final Setting<OutboundAllow> OUTBOUND_ALLOW =
            setting(
                    "CRM_OUTBOUND_ALLOW",
                    "",
                    SettingReaders::outboundAllow,
                    "Receivers in your own network that webhooks and other requests may reach, also"
                            + " by http: addresses, ranges and names, separated by commas.",
                    Kind.OPEN);
    static final Setting<Optional<String>> SECRET_KEY =
            setting(
                    "CRM_SECRET_KEY",
                    "",
                    optional(SettingReaders::secretKey),
                    "Encrypts stored secrets, such as those of webhooks; at least 32 characters,"
                            + " the same on all nodes. With SQLite a file secret.key beside the"
                            + " database is used if this is not set.",
                    Kind.SECRET);

    static final Setting<Optional<Path>> EXTENSIONS =
            setting(
                    "CRM_EXTENSIONS",
                    "",
                    optional(Path::of),
                    "A folder of jars that add routes and followers of your own.",
                    Kind.OPEN);

    static List<Setting<?>> all() {
        return List.copyOf(DECLARED);
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
