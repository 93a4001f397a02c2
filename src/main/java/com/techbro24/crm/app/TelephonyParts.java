package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.automation.ActionType;
import com.techbro24.crm.automation.Neighbours;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.integrations.sms.Sms;
import com.techbro24.crm.integrations.sms.SmsQueue;
import com.techbro24.crm.integrations.telephony.Telephony;
import com.techbro24.crm.integrations.telephony.TelephonyRoutes;
import com.techbro24.crm.notifications.Sender;
import com.techbro24.crm.notifications.SmsSender;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Telephony and SMS, as far as their providers are set up. */
final class TelephonyParts implements AutoCloseable {
    private final Telephony telephony;
    private final List<Route> routes = new ArrayList<>();

    TelephonyParts(Core core, Settings settings, OutboundHttp http) {
        Settings.Telephony given = settings.telephony();
        FeatureCommands commands = new FeatureCommands(core.catalog(), core.runner());
        TelephonyDirectory directory = new TelephonyDirectory(settings.work().calls());
        telephony =
                new Telephony(
                        core.database(),
                        core.writer(),
                        core.clock(),
                        commands,
                        directory,
                        http,
                        settings.http().publicUrl(),
                        given.calls(),
                        given.twilio(),
                        given.system());
        routes.addAll(
                new TelephonyRoutes(core.database(), directory, telephony, Call.class).routes());
        routes.addAll(sms(core, settings, http).routes());
    }

    private static Sms sms(Core core, Settings settings, OutboundHttp http) {
        Settings.Telephony given = settings.telephony();
        return new Sms(
                core.writer(),
                core.clock(),
                new FeatureCommands(core.catalog(), core.runner()),
                new TelephonyDirectory(settings.work().calls()),
                http,
                settings.http().publicUrl(),
                given.sms(),
                given.twilio());
    }

    /** Sends SMS, if a provider is set up. */
    static List<Transport> transports(Core core, Settings settings, OutboundHttp http) {
        return sms(core, settings, http).transport().stream().toList();
    }

    /** The channel of notifications, if a provider is set up. */
    static List<Sender> senders(Settings settings, Clock clock) {
        return isSmsSetUp(settings) ? List.of(new SmsSender(clock)) : List.of();
    }

    private static boolean isSmsSetUp(Settings settings) {
        Settings.Telephony given = settings.telephony();
        return given.twilio().isPresent() || given.sms().gateway().isPresent();
    }

    /** What rules can send. */
    static Map<ActionType, BiConsumer<Tx, Neighbours.Outgoing>> actions(
            Settings settings, Clock clock) {
        if (!isSmsSetUp(settings)) {
            return Map.of();
        }
        SmsQueue queue = new SmsQueue(new TelephonyDirectory(settings.work().calls()), true);
        return Map.of(
                ActionType.SEND_SMS,
                (tx, message) -> {
                    var _ =
                            queue.toNumber(
                                    tx,
                                    message.params().path("to").asText(),
                                    message.params().path("message").asText(),
                                    message.sender().agentId(),
                                    clock.instant());
                });
    }

    List<Route> routes() {
        return routes;
    }

    void start() {
        telephony.start();
    }

    @Override
    public void close() {
        telephony.close();
    }
}
