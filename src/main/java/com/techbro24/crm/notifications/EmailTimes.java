package com.techbro24.crm.notifications;

import org.jspecify.annotations.Nullable;

/**
 * When each type of notification is sent by email, where email is one of its channels; an omitted
 * type is sent at once.
 */
public record EmailTimes(
        @Nullable EmailTiming call,
        @Nullable EmailTiming reminder,
        @Nullable EmailTiming lead,
        @Nullable EmailTiming system,
        @Nullable EmailTiming alert) {
    private static final EmailTiming STANDARD = EmailTiming.IMMEDIATE;
    static final EmailTimes DEFAULT =
            new EmailTimes(STANDARD, STANDARD, STANDARD, STANDARD, STANDARD);

    /** The same with every type filled in. */
    EmailTimes normalized() {
        return new EmailTimes(
                of(NotificationType.CALL),
                of(NotificationType.REMINDER),
                of(NotificationType.LEAD),
                of(NotificationType.SYSTEM),
                of(NotificationType.ALERT));
    }

    EmailTiming of(NotificationType type) {
        EmailTiming chosen =
                switch (type) {
                    case CALL -> call;
                    case REMINDER -> reminder;
                    case LEAD -> lead;
                    case SYSTEM -> system;
                    case ALERT -> alert;
                };
        return chosen == null ? STANDARD : chosen;
    }
}
