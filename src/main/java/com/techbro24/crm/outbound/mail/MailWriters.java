package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.outbound.Message;
import java.util.Map;
import java.util.Optional;

/** The writers of mails by the kind of their messages. */
public record MailWriters(Map<String, MailWriter> byKind) {
    public MailWriters {
        byKind = Map.copyOf(byKind);
    }

    MailWriter of(Message message) {
        return find(message)
                .orElseThrow(() -> new IllegalStateException("nobody writes " + message.payload()));
    }

    Optional<MailWriter> find(Message message) {
        String kind = EmailMessages.text(message, EmailMessages.KIND);
        return Optional.ofNullable(kind).map(byKind::get);
    }
}
