package com.techbro24.crm.integrations.telephony;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.integrations.twilio.FormBody;
import com.techbro24.crm.integrations.twilio.Twiml;
import com.techbro24.crm.outbound.OutboundException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of telephony. Without a provider they say what is missing. */
public final class TelephonyRoutes {
    private static final String MP3 = "audio/mpeg";
    private static final String WAV = "audio/wav";
    private static final String BYTES = "application/octet-stream";
    private static final String SOUND = "(the sound)";
    private static final Duration RECORDING_TIMEOUT = Duration.ofSeconds(90);

    private final Database database;
    private final Directory directory;
    private final Telephony telephony;
    private final Class<?> callType;

    /**
     * @param callType what a call is in the documents
     */
    public TelephonyRoutes(
            Database database, Directory directory, Telephony telephony, Class<?> callType) {
        this.database = database;
        this.directory = directory;
        this.telephony = telephony;
        this.callType = callType;
    }

    public List<Route> routes() {
        List<Route> routes =
                new ArrayList<>(
                        List.of(
                                Route.post(
                                                "/api/calls/dial",
                                                "Call a lead: the agent's telephone rings, and is"
                                                        + " connected to the lead. The rules of every"
                                                        + " start apply.")
                                        .named("Dial")
                                        .body(DialRequest.class)
                                        .replies(callType)
                                        .status(201)
                                        .problems(
                                                Problem.Code.FORBIDDEN,
                                                Problem.Code.CONFLICT,
                                                Problem.Code.UNPROCESSABLE,
                                                Problem.Code.GONE)
                                        .answer(this::dial),
                                Route.get("/api/calls/:id/recording", "The recording of a call.")
                                        .named("Get call recording")
                                        .produces(MP3, WAV, BYTES)
                                        .sample(MP3, SOUND)
                                        .sample(WAV, SOUND)
                                        .sample(BYTES, SOUND)
                                        .timeout(RECORDING_TIMEOUT)
                                        .problems(Problem.Code.UNPROCESSABLE)
                                        .answer(this::recording),
                                Route.post(
                                                "/api/telephony/generic",
                                                "What a telephone system tells of a call, signed as"
                                                        + " a Standard Webhook.")
                                        .named("Report call")
                                        .open(true)
                                        .uncounted()
                                        .hide()
                                        .body(GenericReport.class)
                                        .replies(GenericReply.class)
                                        .problems(
                                                Problem.Code.FORBIDDEN, Problem.Code.UNPROCESSABLE)
                                        .answer(this::report)));
        routes.add(twilio(TwilioAddresses.VOICE, "What to do with a call.").answer(this::voice));
        routes.add(twilio(TwilioAddresses.STATUS, "The status of a leg.").answer(this::status));
        return routes;
    }

    /** Its form is Twilio's, so it is not in the documents. */
    private static Route twilio(String path, String summary) {
        return Route.post(path, summary)
                .open(true)
                .uncounted()
                .hide()
                .consumes("application/x-www-form-urlencoded")
                .produces(Twiml.TYPE)
                .takes(
                        Parameter.text("call", "The call"),
                        Parameter.text("leg", "Whose leg it is"),
                        Parameter.text("agent", "The agent of the leg"),
                        Parameter.text("step", "What the call waits for"),
                        Parameter.text("about", "What is told"));
    }

    private Reply dial(Request request) {
        request.caller().checkMayWrite();
        DialRequest dial = request.body(DialRequest.class);
        byte[] call = Json.bytes(telephony.dialling().dial(dial, request.caller()));
        return Reply.of(201, "application/json", call);
    }

    private Reply report(Request request) {
        telephony.checkGeneric(request.headers(), request.body());
        return Reply.json(telephony.generic().take(request.body(GenericReport.class)));
    }

    private Reply voice(Request request) {
        FormBody form = telephony.callbacks().read(request);
        String twiml =
                telephony
                        .twilio()
                        .voice(
                                form,
                                request.text("call").orElse(null),
                                request.text("step").orElse(""));
        return Reply.of(200, Twiml.TYPE, twiml.getBytes(UTF_8));
    }

    private Reply status(Request request) {
        FormBody form = telephony.callbacks().read(request);
        Optional<String> call = request.text("call");
        if (request.text("about").filter("recording"::equals).isPresent() && call.isPresent()) {
            telephony.twilio().recording(form, call.get());
        } else {
            telephony
                    .twilio()
                    .status(
                            form,
                            call.orElse(null),
                            leg(request.text("leg").orElse(null)),
                            request.text("agent").filter(Id::isValid).orElse(null));
        }
        return Reply.of(200, Twiml.TYPE, Twiml.nothing().getBytes(UTF_8));
    }

    private static @Nullable Leg leg(@Nullable String word) {
        return word == null ? null : word.equals("agent") ? Leg.AGENT : Leg.LEAD;
    }

    /** Whoever can see the call may hear it. */
    private Reply recording(Request request) {
        String id = request.id("id", "call");
        Directory.CallView call = database.read(tx -> directory.call(tx, id, request.caller()));
        if (call.recordingUrl() == null) {
            throw Problem.of(Problem.Code.NOT_FOUND, "This call has no recording.");
        }
        TelephonyProvider provider = telephony.providerOf(call);
        try {
            TelephonyProvider.Recording sound = provider.recording(URI.create(call.recordingUrl()));
            String type = sound.contentType().toLowerCase(Locale.ROOT);
            // Nothing that a browser would run.
            String shown = type.equals(MP3) || type.equals(WAV) ? type : BYTES;
            return new Reply(
                    200, sound.bytes(), shown, null, Map.of("Cache-Control", "private, no-store"));
        } catch (TelephonyProvider.RefusedException refused) {
            throw Problem.unprocessable("The recording cannot be read: " + refused.reason());
        } catch (OutboundException | IllegalArgumentException e) {
            throw Problem.unavailable("The recording cannot be read now.");
        }
    }
}
