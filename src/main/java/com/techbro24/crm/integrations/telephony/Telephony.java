package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.integrations.twilio.TwilioAccount;
import com.techbro24.crm.integrations.twilio.TwilioCallbackCheck;
import com.techbro24.crm.integrations.twilio.TwilioClient;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.StandardSignature;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers that are set up: Twilio, a telephone system, both, or none. */
public final class Telephony {
    /** The settings of a telephone system: where it is asked, and the secret of both sides. */
    public record Generic(URI address, String secret) {
        @Override
        public String toString() {
            return "Generic[" + address + "]"; // keeps the secret out of logs
        }
    }

    private static final String NO_PROVIDER =
            "Telephony is not set up: set CRM_TWILIO_ACCOUNT, or CRM_TELEPHONY_URL.";
    private static final String NO_TWILIO = "Twilio is not set up: set CRM_TWILIO_ACCOUNT.";
    private static final String NO_GENERIC =
            "No telephone system is set up: set CRM_TELEPHONY_URL and CRM_TELEPHONY_SECRET.";

    private static final String FOREIGN_RECORDING =
            "The call is of a provider that is not set up; its recording is at recordingUrl.";

    private final Clock clock;
    private final Optional<TwilioCallbackCheck> callbacks;
    private final Optional<StandardSignature> signature;
    private final Optional<TwilioCalls> twilio;
    private final Optional<GenericCalls> generic;
    private final List<TelephonyProvider> providers = new ArrayList<>();
    private final Optional<Dialling> dialling;
    private final List<CallReconciler> reconcilers;

    public Telephony(
            Database database,
            GroupCommit writer,
            Clock clock,
            FeatureCommands commands,
            Directory directory,
            OutboundHttp http,
            PublicUrl publicUrl,
            TelephonySettings settings,
            Optional<TwilioAccount> account,
            Optional<Generic> system) {
        this.clock = clock;
        CallReporting reporting = new CallReporting(commands);
        callbacks = account.map(found -> new TwilioCallbackCheck(publicUrl, found));
        Optional<TwilioAddresses> addresses = callbacks.map(TwilioAddresses::new);
        account.ifPresent(
                found ->
                        providers.add(
                                new TwilioTelephony(
                                        new TwilioClient(http, found),
                                        addresses.orElseThrow(),
                                        settings)));
        twilio =
                account.map(
                        found ->
                                new TwilioCalls(
                                        writer,
                                        commands,
                                        directory,
                                        reporting,
                                        addresses.orElseThrow(),
                                        settings,
                                        found.number()));
        signature = system.map(found -> new StandardSignature(found.secret()));
        if (system.isPresent() && signature.isPresent()) {
            providers.add(
                    new GenericTelephony(http, system.get().address(), signature.get(), clock));
        }
        generic = signature.map(_ -> new GenericCalls(writer, commands, directory, reporting));
        dialling =
                providers.stream()
                        .findFirst()
                        .map(
                                provider ->
                                        new Dialling(
                                                writer, commands, directory, reporting, provider));
        reconcilers = reconcilers(providers, database, writer, reporting, settings);
    }

    private static List<CallReconciler> reconcilers(
            List<TelephonyProvider> providers,
            Database database,
            GroupCommit writer,
            CallReporting reporting,
            TelephonySettings settings) {
        return providers.stream()
                .map(
                        provider ->
                                new CallReconciler(database, writer, reporting, provider, settings))
                .toList();
    }

    public void start() {
        reconcilers.forEach(CallReconciler::start);
    }

    public void close() {
        reconcilers.forEach(CallReconciler::close);
    }

    Dialling dialling() {
        return dialling.orElseThrow(() -> Problem.unprocessable(NO_PROVIDER));
    }

    TwilioCallbackCheck callbacks() {
        return callbacks.orElseThrow(() -> Problem.unprocessable(NO_TWILIO));
    }

    TwilioCalls twilio() {
        return twilio.orElseThrow(() -> Problem.unprocessable(NO_TWILIO));
    }

    GenericCalls generic() {
        return generic.orElseThrow(() -> Problem.unprocessable(NO_GENERIC));
    }

    /** Refuses what the telephone system did not sign. */
    void checkGeneric(Map<String, String> headers, byte[] body) {
        signature
                .orElseThrow(() -> Problem.unprocessable(NO_GENERIC))
                .check(headers, body, clock.instant());
    }

    /** Who has the recording of a call. */
    TelephonyProvider providerOf(Directory.CallView call) {
        return providers.stream()
                .filter(provider -> provider.name().equals(call.provider()))
                .findFirst()
                .orElseThrow(() -> Problem.unprocessable(FOREIGN_RECORDING));
    }
}
