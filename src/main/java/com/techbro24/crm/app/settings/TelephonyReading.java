package com.techbro24.crm.app.settings;

import com.techbro24.crm.app.settings.Settings.Reading;
import com.techbro24.crm.integrations.sms.SmsSettings;
import com.techbro24.crm.integrations.telephony.Telephony;
import com.techbro24.crm.integrations.telephony.TelephonySettings;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import java.util.Optional;

/** Reads the settings of telephony and SMS, and says what is missing beside one that is set. */
final class TelephonyReading {
    private TelephonyReading() {}

    static Settings.Telephony read(Reading in) {
        return new Settings.Telephony(
                twilio(in),
                system(in),
                new TelephonySettings(
                        in.get(KnownTelephony.RING_TIMEOUT),
                        in.get(KnownTelephony.CALL_SILENCE),
                        in.get(KnownTelephony.CALL_RECORDING)),
                new SmsSettings(in.get(KnownTelephony.SMS_INTERVAL), gateway(in)));
    }

    private static Optional<TwilioAccount> twilio(Reading in) {
        Optional<String> sid = in.get(KnownTelephony.TWILIO_ACCOUNT);
        Optional<String> token = in.get(KnownTelephony.TWILIO_TOKEN);
        Optional<String> number = in.get(KnownTelephony.TWILIO_NUMBER);
        if (sid.isEmpty()) {
            return Optional.empty();
        }
        boolean isPublic = !in.get(KnownSettings.PUBLIC_URL).origin().isEmpty();
        need(in, KnownTelephony.TWILIO_TOKEN, token.isPresent(), "CRM_TWILIO_ACCOUNT");
        need(in, KnownTelephony.TWILIO_NUMBER, number.isPresent(), "CRM_TWILIO_ACCOUNT");
        need(in, KnownSettings.PUBLIC_URL, isPublic, "CRM_TWILIO_ACCOUNT");
        return token.isPresent() && number.isPresent() && isPublic
                ? Optional.of(
                        new TwilioAccount(
                                sid.get(),
                                token.get(),
                                number.get(),
                                in.get(KnownTelephony.TWILIO_API)))
                : Optional.empty();
    }

    private static Optional<Telephony.Generic> system(Reading in) {
        Optional<String> secret = in.get(KnownTelephony.TELEPHONY_SECRET);
        return in.get(KnownTelephony.TELEPHONY_URL)
                .flatMap(
                        address -> {
                            need(
                                    in,
                                    KnownTelephony.TELEPHONY_SECRET,
                                    secret.isPresent(),
                                    "CRM_TELEPHONY_URL");
                            return secret.map(found -> new Telephony.Generic(address, found));
                        });
    }

    private static Optional<SmsSettings.Gateway> gateway(Reading in) {
        Optional<String> secret = in.get(KnownTelephony.SMS_SECRET);
        return in.get(KnownTelephony.SMS_URL)
                .flatMap(
                        address -> {
                            need(in, KnownTelephony.SMS_SECRET, secret.isPresent(), "CRM_SMS_URL");
                            return secret.map(
                                    found ->
                                            new SmsSettings.Gateway(
                                                    address,
                                                    in.get(KnownTelephony.SMS_TEMPLATE),
                                                    in.get(KnownTelephony.SMS_AUTHORIZATION),
                                                    found));
                        });
    }

    private static void need(Reading in, Setting<?> setting, boolean isGiven, String by) {
        if (!isGiven) {
            in.refuse(setting, "is required with " + by);
        }
    }
}
