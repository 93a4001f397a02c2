package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import com.techbro24.crm.integrations.twilio.TwilioCallbackCheck;
import com.techbro24.crm.integrations.twilio.TwilioClient;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The providers of SMS that are set up; the first one sends, and each one may tell. */
public final class Sms {
    private final Optional<Transport> transport;
    private final List<Route> routes;

    public Sms(
            GroupCommit writer,
            Clock clock,
            FeatureCommands commands,
            SmsDirectory directory,
            OutboundHttp http,
            PublicUrl publicUrl,
            SmsSettings settings,
            Optional<TwilioAccount> account) {
        List<SmsProvider> providers = new ArrayList<>();
        settings.gateway().ifPresent(gateway -> providers.add(new HttpSms(http, gateway, clock)));
        account.ifPresent(
                found ->
                        providers.add(
                                new TwilioSms(
                                        new TwilioClient(http, found),
                                        new TwilioCallbackCheck(publicUrl, found))));
        SmsInbox inbox = new SmsInbox(commands, directory);
        SmsQueue queue = new SmsQueue(directory, !providers.isEmpty());
        transport =
                providers.stream()
                        .findFirst()
                        .map(
                                provider ->
                                        new SmsTransport(
                                                writer,
                                                directory,
                                                provider,
                                                inbox,
                                                commands,
                                                settings.interval()));
        routes = new SmsRoutes(writer, clock, directory, queue, inbox, providers).routes();
    }

    /** Empty if no provider is set up. */
    public Optional<Transport> transport() {
        return transport;
    }

    public List<Route> routes() {
        return routes;
    }
}
