package com.techbro24.crm.notifications;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels per notification type; an omitted type is delivered in the app. */
public record ChannelChoice(
        @Nullable List<@NotNull Channel> call,
        @Nullable List<@NotNull Channel> reminder,
        @Nullable List<@NotNull Channel> lead,
        @Nullable List<@NotNull Channel> system,
        @Nullable List<@NotNull Channel> alert) {
    private static final List<Channel> STANDARD = List.of(Channel.IN_APP);
    static final ChannelChoice DEFAULT =
            new ChannelChoice(STANDARD, STANDARD, STANDARD, STANDARD, STANDARD);

    /** The same choice with every type filled in and without duplicate channels. */
    ChannelChoice normalized() {
        return new ChannelChoice(
                of(NotificationType.CALL),
                of(NotificationType.REMINDER),
                of(NotificationType.LEAD),
                of(NotificationType.SYSTEM),
                of(NotificationType.ALERT));
    }

    List<Channel> of(NotificationType type) {
        List<Channel> chosen =
                switch (type) {
                    case CALL -> call;
                    case REMINDER -> reminder;
                    case LEAD -> lead;
                    case SYSTEM -> system;
                    case ALERT -> alert;
                };
        return chosen == null ? STANDARD : chosen.stream().distinct().sorted().toList();
    }
}
