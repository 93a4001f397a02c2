package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes what has changed here, says what is to be sent, and saves what was taken there. */
final class Sending {
    private static final String LEAD = IntegrationHandler.LEAD;
    private static final String CALL = "call";

    private final IntegrationServices services;
    private final Integration of;
    private final Caller owner;
    private final Tx tx;
    private final Tally tally;

    Sending(IntegrationServices services, Integration of, Caller owner, Tx tx, Tally tally) {
        this.services = services;
        this.of = of;
        this.owner = owner;
        this.tx = tx;
        this.tally = tally;
    }

    /** Marks the links of changed rows; whether something is to be sent is seen later. */
    void note(Change change) {
        switch (change.entityType()) {
            case LEAD -> noteLead(change);
            case CALL -> noteCall(Json.read(change.after()), change.entityId());
            default -> {
                // Other rows stay here.
            }
        }
    }

    private void noteLead(Change change) {
        Optional<IntegrationLink> known = LinkStore.local(tx, of.id(), LEAD, change.entityId());
        if (known.isEmpty()) {
            boolean isOurs = !of.via().equals(change.via());
            if (of.pushNew()
                    && isOurs
                    && !change.kind().isDeletion()
                    && change.seenAfter().isSeenBy(owner)) {
                LinkStore.insert(
                        tx,
                        IntegrationLink.of(
                                of.id(), LEAD, change.entityId(), null, LinkState.NEW, now()));
            }
            return;
        }
        IntegrationLink link = known.get();
        if (change.kind().isDeletion()) {
            move(link, LinkState.GONE);
        } else if (change.fields().stream().anyMatch(ThreeWay.FIELDS::contains)
                && (link.state() == LinkState.CLEAN || link.state() == LinkState.REFUSED)) {
            move(link, link.remoteKey() == null ? LinkState.NEW : LinkState.DIRTY);
        }
    }

    /** A call goes there once it has ended, if its lead is there or will be. */
    private void noteCall(JsonNode call, String callId) {
        String leadId = call.path("leadId").textValue();
        boolean isOver = call.hasNonNull("endedAt") && !call.hasNonNull("deletedAt");
        if (leadId == null || !isOver) {
            return;
        }
        Optional<IntegrationLink> lead = LinkStore.local(tx, of.id(), LEAD, leadId);
        if (lead.isEmpty() || lead.get().state() == LinkState.GONE) {
            return;
        }
        Optional<IntegrationLink> known = LinkStore.local(tx, of.id(), CALL, callId);
        if (known.isEmpty()) {
            LinkStore.insert(
                    tx, IntegrationLink.of(of.id(), CALL, callId, null, LinkState.NEW, now()));
        } else if (known.get().state() != LinkState.NEW) {
            move(known.get(), LinkState.DIRTY);
        }
    }

    private void move(IntegrationLink link, LinkState state) {
        LinkStore.update(tx, link.in(state, now()));
    }

    /**
     * What is to be sent of these links, as the rows are now; links with nothing to send are clean.
     */
    List<Connector.Item> items(List<IntegrationLink> links) {
        List<Connector.Item> items = new ArrayList<>();
        for (IntegrationLink before : links) {
            IntegrationLink link = LinkStore.get(tx, of.id(), before.id());
            if (link.state() != LinkState.DIRTY && link.state() != LinkState.NEW) {
                continue;
            }
            String localId = Objects.requireNonNull(link.localId());
            Optional<? extends Entity> row = services.rows().get(LEAD).find(tx, owner, localId);
            if (row.isEmpty()) {
                move(link, LinkState.GONE);
                continue;
            }
            ObjectNode unsent = ThreeWay.unsent(Json.tree(row.get()), link.base());
            if (unsent.isEmpty() && link.remoteKey() != null) {
                move(link, LinkState.CLEAN);
            } else {
                items.add(new Connector.Item(localId, link.remoteKey(), unsent));
            }
        }
        return items;
    }

    /** The calls of these links whose lead is there. */
    List<Connector.CallItem> calls(List<IntegrationLink> links) {
        List<Connector.CallItem> items = new ArrayList<>();
        for (IntegrationLink link : links) {
            String localId = Objects.requireNonNull(link.localId());
            Optional<? extends Entity> row = services.rows().get(CALL).find(tx, owner, localId);
            if (row.isEmpty()) {
                move(link, LinkState.GONE);
                continue;
            }
            ObjectNode call = Json.tree(row.get());
            @Nullable String contact =
                    LinkStore.local(tx, of.id(), LEAD, call.path("leadId").asText())
                            .map(IntegrationLink::remoteKey)
                            .orElse(null);
            if (contact == null) {
                tally.refused++;
                LinkStore.update(tx, link.refused("Its lead is not there.", now()));
            } else {
                items.add(new Connector.CallItem(localId, call, contact));
            }
        }
        return items;
    }

    /**
     * Saves what became of rows that were sent.
     *
     * @param sent the fields of each, by the id of the row; empty for calls
     */
    void save(String type, List<Connector.Result> results, Map<String, ObjectNode> sent) {
        for (Connector.Result result : results) {
            Optional<IntegrationLink> link = LinkStore.local(tx, of.id(), type, result.localId());
            if (link.isEmpty() || link.get().state() == LinkState.GONE) {
                continue;
            }
            if (result.remoteId() != null) {
                tally.pushed++;
                taken(link.get(), result.remoteId(), sent.get(result.localId()));
            } else if (result.existingId() != null && isFree(type, result.existingId())) {
                // The next round reads it, and merges both.
                LinkStore.update(
                        tx,
                        link.get()
                                .linked(
                                        result.localId(),
                                        result.existingId(),
                                        LinkState.DIRTY,
                                        null,
                                        now()));
            } else {
                tally.refused++;
                String why = Objects.requireNonNullElse(result.refusal(), "It was refused there.");
                LinkStore.update(tx, link.get().refused(why, now()));
            }
        }
    }

    private boolean isFree(String type, String remoteId) {
        return LinkStore.remote(tx, of.id(), type, remoteId).isEmpty();
    }

    private void taken(IntegrationLink link, String remoteId, @Nullable ObjectNode sent) {
        if (sent == null) {
            LinkStore.update(
                    tx, link.linked(link.localId(), remoteId, LinkState.CLEAN, null, now()));
            return;
        }
        ObjectNode base = link.base() == null ? ThreeWay.of(Json.object()) : link.base().deepCopy();
        base.setAll(sent);
        String localId = Objects.requireNonNull(link.localId());
        Optional<? extends Entity> row = services.rows().get(LEAD).find(tx, owner, localId);
        boolean isAlike = row.isPresent() && ThreeWay.unsent(Json.tree(row.get()), base).isEmpty();
        LinkState state = isAlike ? LinkState.CLEAN : LinkState.DIRTY;
        LinkStore.update(tx, link.linked(localId, remoteId, state, base, now()));
    }

    private Instant now() {
        return services.runner().now();
    }
}
