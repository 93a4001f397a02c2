package com.techbro24.crm.integrations.sms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.outbound.Suppressions;
import java.util.Optional;

/** Takes what comes from outside: answers of leads, and their word about further messages. */
final class SmsInbox {
    /** The reason of a suppression that START takes back. */
    static final String STOPPED = "stop";

    private static final String SCOPE = "sms";
    private static final String RECORD = "lead.record_consent_of_contact";

    private final FeatureCommands commands;
    private final SmsDirectory directory;

    SmsInbox(FeatureCommands commands, SmsDirectory directory) {
        this.commands = commands;
        this.directory = directory;
    }

    /** Takes a message from outside; one that comes again counts once. */
    boolean take(Tx tx, SmsProvider provider, SmsProvider.Incoming message) {
        String key = provider.name() + ":" + message.id();
        Optional<OptOut> word = OptOut.of(message.optOut(), message.text());
        if (word.isPresent()) {
            String evidence =
                    "\"%s\" (%s %s)".formatted(message.text(), provider.name(), message.id());
            return switch (word.get()) {
                case STOP -> stop(tx, message.from(), evidence, key);
                case START -> start(tx, message.from(), evidence, key);
                case HELP -> true;
            };
        }
        tell(tx, message, key);
        return true;
    }

    /** Nothing more is sent to the number, and each lead with it has withdrawn its consent. */
    boolean stop(Tx tx, String number, String evidence, String key) {
        Suppressions.add(tx, SmsQueue.CHANNEL, normal(number), STOPPED, commands.now());
        ObjectNode input = Json.object().put("phone", number).put("channel", SmsQueue.CHANNEL);
        input.put("action", "withdrawn").put("source", "sms").put("evidence", evidence);
        record(tx, input, key);
        return true;
    }

    /** Undoes a STOP, and nothing else: a number that is refused for another reason stays so. */
    private boolean start(Tx tx, String number, String evidence, String key) {
        if (Suppressions.remove(tx, SmsQueue.CHANNEL, normal(number), STOPPED)) {
            ObjectNode input = Json.object().put("phone", number).put("channel", SmsQueue.CHANNEL);
            input.put("action", "granted").put("basis", "consent").put("source", "sms");
            record(tx, input.put("evidence", evidence), key);
        }
        return true;
    }

    private void record(Tx tx, ObjectNode input, String key) {
        if (PhoneNumbers.contact(input.get("phone").textValue()).isPresent()) {
            var _ = commands.once(tx, Caller.SYSTEM, RECORD, input, SCOPE, key);
        }
    }

    private static String normal(String number) {
        return PhoneNumbers.e164(number).orElse(number);
    }

    /** Tells the agent of the lead, or the managers if nobody has it. */
    private void tell(Tx tx, SmsProvider.Incoming message, String key) {
        Optional<SmsDirectory.LeadView> lead =
                PhoneNumbers.e164(message.from()).stream()
                        .flatMap(number -> directory.leadsOf(tx, number).stream())
                        .findFirst();
        String from = lead.map(SmsDirectory.LeadView::name).orElse(message.from());
        ObjectNode input = Json.object().put("title", cut("SMS from " + from));
        input.put("message", message.text().isBlank() ? null : message.text());
        if (lead.isEmpty() || !tellAgent(tx, lead.get(), input.deepCopy(), key)) {
            input.put("role", "manager");
            var _ = commands.once(tx, Caller.SYSTEM, "notification.send_system", input, SCOPE, key);
        }
    }

    /** Returns false if the lead has no agent who can be told. */
    private boolean tellAgent(Tx tx, SmsDirectory.LeadView lead, ObjectNode input, String key) {
        if (lead.agentId() == null) {
            return false;
        }
        input.put("agentId", lead.agentId()).put("type", "lead").put("groupKey", "sms");
        input.putObject("entity").put("type", "lead").put("id", lead.id());
        try {
            var _ = commands.once(tx, Caller.SYSTEM, "notification.create", input, SCOPE, key);
            return true;
        } catch (Problem problem) {
            return false;
        }
    }

    private static String cut(String title) {
        int most = Limits.NAME_LENGTH_MAX;
        return title.length() <= most ? title : title.substring(0, most);
    }
}
