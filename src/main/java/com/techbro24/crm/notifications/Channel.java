package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Growing;

/** The delivery channels of notifications. */
@Growing
public enum Channel {
    IN_APP,
    PUSH,
    EMAIL,
    SMS,
    WEBHOOK
}
