package com.techbro24.crm.outbound.push;

import com.techbro24.crm.base.Growing;

/** The push services. */
@Growing
public enum PushKind {
    /** Web Push, of browsers and installed web apps. */
    WEB,
    /** Firebase Cloud Messaging, of Android. */
    FCM,
    /** Apple's push service, of iOS. */
    APNS
}
