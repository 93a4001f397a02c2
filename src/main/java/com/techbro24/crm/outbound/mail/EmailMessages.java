package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.NewMessage;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of the messages of the channel {@code email}. */
public final class EmailMessages {
    public static final String CHANNEL = "email";

    /** The provider of what was sent. */
    public static final String PROVIDER = "smtp";

    /** The reasons of suppressions. */
    public static final String BOUNCED = "The address does not exist, said its server.";

    public static final String UNSUBSCRIBED = "The recipient unsubscribed.";

    static final String KIND = "kind";
    static final String TOKEN = "unsubscribeToken";
    private static final int TOKEN_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private EmailMessages() {}

    /**
     * A message that a {@link MailWriter} of this kind writes.
     *
     * @param content what the writer needs
     */
    public static NewMessage of(
            String kind, String address, Map<String, @Nullable Object> content) {
        return of(kind, address, content, true);
    }

    /** A message that its recipient can't end, such as one about a meeting of its own. */
    static NewMessage withoutEnd(
            String kind, String address, Map<String, @Nullable Object> content) {
        return of(kind, address, content, false);
    }

    private static NewMessage of(
            String kind, String address, Map<String, @Nullable Object> content, boolean hasEnd) {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put(KIND, kind);
        payload.putAll(content);
        if (hasEnd) {
            payload.put(TOKEN, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        }
        return NewMessage.to(CHANNEL, address, payload);
    }

    /** A text of the payload; null for none. */
    public static @Nullable String text(Message message, String name) {
        return message.payload().get(name) instanceof String text ? text : null;
    }
}
