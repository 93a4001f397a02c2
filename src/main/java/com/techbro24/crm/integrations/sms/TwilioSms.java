package com.techbro24.crm.integrations.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.integrations.twilio.FormBody;
import com.techbro24.crm.integrations.twilio.TwilioCallbackCheck;
import com.techbro24.crm.integrations.twilio.TwilioClient;
import com.techbro24.crm.integrations.twilio.TwilioException;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.MessageStatus;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.SendResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SMS over Twilio's Programmable Messaging. */
final class TwilioSms implements SmsProvider {
    static final String NAME = "twilio";

    /** The recipient has answered STOP. */
    private static final int UNSUBSCRIBED = 21_610;

    private final TwilioClient client;
    private final TwilioCallbackCheck callbacks;

    TwilioSms(TwilioClient client, TwilioCallbackCheck callbacks) {
        this.client = client;
        this.callbacks = callbacks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SendResult send(Message message, String text) throws Stopped {
        String status = callbacks.address(SmsRoutes.STATUS.replace(":provider", NAME));
        List<Map.Entry<String, String>> form =
                List.of(
                        Map.entry("To", message.recipient()),
                        Map.entry("From", client.account().number()),
                        Map.entry("Body", text),
                        Map.entry("StatusCallback", status + "?message=" + message.id()));
        try {
            JsonNode sent = client.create("Messages", form);
            String sid = sent.path("sid").asText();
            return new SendResult.Sent(NAME, sid.isEmpty() ? null : sid);
        } catch (TwilioException e) {
            if (e.code() == UNSUBSCRIBED) {
                throw new Stopped(e.reason());
            }
            return e.isTransient()
                    ? new SendResult.Later(e.reason(), e.retryAfter())
                    : new SendResult.Refused(e.reason());
        } catch (OutboundException e) {
            return new SendResult.Later(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Receipt receipt(Request request) {
        FormBody form = callbacks.read(request);
        Optional<Integer> code = form.number("ErrorCode").filter(number -> number > 0);
        return new Receipt(
                request.text("message").orElse(""),
                form.get("MessageSid")
                        .or(() -> form.get("SmsSid"))
                        .orElseGet(() -> form.need("MessageSid")),
                status(form.get("MessageStatus").or(() -> form.get("SmsStatus")).orElse("")),
                code.map(number -> "Twilio error " + number).orElse(null),
                code.filter(number -> number == UNSUBSCRIBED).isPresent());
    }

    private static @Nullable MessageStatus status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "sent" -> MessageStatus.SENT;
            case "delivered", "read" -> MessageStatus.DELIVERED;
            case "undelivered", "failed", "canceled" -> MessageStatus.FAILED;
            default -> null;
        };
    }

    @Override
    public Incoming incoming(Request request) {
        FormBody form = callbacks.read(request);
        return new Incoming(
                form.need("MessageSid"),
                form.need("From"),
                form.get("Body").orElse(""),
                form.get("OptOutType").orElse(null));
    }
}
