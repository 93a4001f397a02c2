package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.Outbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses by which recipients end mails: the id of the message and a random part that only
 * the mail has. They work as long as the message is kept.
 */
public record Unsubscribing(PublicUrl publicUrl) {
    static final String PATH = "/unsubscribe/";

    /** Null where nobody could reach it, or nothing could be ended. */
    @Nullable String url(Message message) {
        String token = EmailMessages.text(message, EmailMessages.TOKEN);
        return token == null || publicUrl.origin().isEmpty()
                ? null
                : publicUrl.origin() + publicUrl.path(PATH + message.id() + "." + token);
    }

    /** The message of an address; empty for a wrong one. */
    static Optional<Message> find(Tx tx, String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        byte[] given = text.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return Outbox.find(tx, text.substring(0, dot))
                .filter(message -> message.channel().equals(EmailMessages.CHANNEL))
                .filter(
                        message -> {
                            String token = EmailMessages.text(message, EmailMessages.TOKEN);
                            return token != null
                                    && MessageDigest.isEqual(
                                            token.getBytes(StandardCharsets.UTF_8), given);
                        });
    }
}
