package com.techbro24.crm.notifications;

import org.jspecify.annotations.Nullable;

/** The fields of preferences that an update may change. */
public record NotificationPreferencesFields(
        @Nullable ChannelChoice channels,
        @Nullable QuietHours quietHours,
        @Nullable EmailTimes emailTiming) {}
