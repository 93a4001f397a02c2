package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.JobCommands;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of the other side into the leads, within one transaction: by the commands of leads,
 * in the name of the connection's owner.
 */
final class Taking {
    private static final String LEAD = IntegrationHandler.LEAD;
    private static final int CHANGES_READ_MAX = 100;

    private final IntegrationServices services;
    private final Integration of;
    private final Caller owner;
    private final Tx tx;
    private final Tally tally;
    private final JobCommands commands;

    Taking(IntegrationServices services, Integration of, Caller owner, Tx tx, Tally tally) {
        this.services = services;
        this.of = of;
        this.owner = owner;
        this.tx = tx;
        this.tally = tally;
        commands = new JobCommands(services.runner(), tx, owner, of.via());
    }

    void take(Connector.Remote remote) {
        Optional<IntegrationLink> known = LinkStore.remote(tx, of.id(), LEAD, remote.id());
        if (known.isEmpty()) {
            Optional<IntegrationLink> made = made(remote);
            if (made.isPresent()) {
                merge(made.get(), remote);
            } else {
                IntegrationLink link =
                        IntegrationLink.of(
                                of.id(), LEAD, null, remote.id(), LinkState.RETRY, now());
                meet(link, true, remote);
            }
            return;
        }
        IntegrationLink link = known.get();
        switch (link.state()) {
            case GONE, AMBIGUOUS -> {
                // A person has ended it, or is to decide.
            }
            case RETRY -> create(link, false, remote, true);
            case CLEAN, DIRTY, NEW, REFUSED -> {
                if (link.localId() == null) {
                    meet(link, false, remote);
                } else {
                    merge(link, remote);
                }
            }
        }
    }

    /** The link of a record that we created, where the program was killed before it was saved. */
    private Optional<IntegrationLink> made(Connector.Remote remote) {
        return Optional.ofNullable(remote.localId())
                .flatMap(id -> LinkStore.local(tx, of.id(), LEAD, id))
                .filter(link -> link.remoteKey() == null && link.state() != LinkState.GONE);
    }

    /** First contact: the same person by phone or email, or a new lead. */
    private void meet(IntegrationLink link, boolean isNew, Connector.Remote remote) {
        List<String> found =
                services.contacts()
                        .find(
                                tx,
                                text(remote.fields(), "phone"),
                                text(remote.fields(), "email"),
                                owner);
        List<String> free = found.stream().filter(this::isFree).toList();
        if (free.size() == 1) {
            Optional<IntegrationLink> waiting = LinkStore.local(tx, of.id(), LEAD, free.getFirst());
            if (waiting.isPresent() && !isNew) {
                LinkStore.delete(tx, link.id());
            }
            IntegrationLink base = waiting.orElse(link);
            store(
                    base.linked(free.getFirst(), remote.id(), LinkState.DIRTY, null, now()),
                    waiting.isEmpty() && isNew);
            merge(LinkStore.remote(tx, of.id(), LEAD, remote.id()).orElseThrow(), remote);
        } else if (!found.isEmpty()) {
            tally.conflicts++;
            store(link.ambiguous(free.isEmpty() ? found : free, now()), isNew);
        } else {
            create(link, isNew, remote, false);
        }
    }

    private boolean isFree(String leadId) {
        return LinkStore.local(tx, of.id(), LEAD, leadId)
                .map(link -> link.remoteKey() == null)
                .orElse(true);
    }

    /**
     * @param mayDouble whether a person has decided that it is another lead than those alike
     */
    private void create(
            IntegrationLink link, boolean isNew, Connector.Remote remote, boolean mayDouble) {
        ObjectNode input = Json.object();
        for (String field : ThreeWay.FIELDS) {
            JsonNode value = ThreeWay.value(remote.fields(), field);
            if (!value.isNull()) {
                input.set(field, value);
            }
        }
        if (!input.has("name")) {
            String name = text(remote.fields(), "email");
            input.put("name", name == null ? of.name() + " " + remote.id() : name);
        }
        input.put("allowDuplicate", mayDouble);
        try {
            Answer made = commands.attempt(bind("lead.create", input));
            tally.created++;
            JsonNode row = Json.read(Objects.requireNonNull(made.body()));
            ObjectNode base = ThreeWay.of(remote.fields());
            LinkState state =
                    ThreeWay.unsent(row, base).isEmpty() ? LinkState.CLEAN : LinkState.DIRTY;
            store(link.linked(row.get("id").textValue(), remote.id(), state, base, now()), isNew);
        } catch (Problem problem) {
            tally.refused++;
            store(link.refused(problem.detail(), now()), isNew);
        }
    }

    private void merge(IntegrationLink link, Connector.Remote remote) {
        String leadId = Objects.requireNonNull(link.localId());
        Optional<? extends Entity> row = services.rows().get(LEAD).find(tx, owner, leadId);
        if (row.isEmpty()) {
            store(link.in(LinkState.GONE, now()), false);
            return;
        }
        ObjectNode local = Json.tree(row.get());
        ThreeWay way =
                new ThreeWay(
                        link.base(),
                        local,
                        remote.fields(),
                        field -> changedAt(leadId, field).isAfter(remote.at()));
        if (!way.apply().isEmpty()) {
            ObjectNode input = way.apply().deepCopy().put("id", leadId);
            try {
                var _ = commands.attempt(bind("lead.update", input.put("allowDuplicate", true)));
                tally.updated++;
            } catch (Problem problem) {
                tally.refused++;
                IntegrationLink known =
                        link.linked(leadId, remote.id(), LinkState.REFUSED, link.base(), now());
                store(known.refused(problem.detail(), now()), false);
                return;
            }
        }
        way.differences().forEach(difference -> keep(difference, leadId, remote));
        JsonNode after = Json.tree(services.rows().get(LEAD).find(tx, owner, leadId).orElseThrow());
        boolean isAlike = ThreeWay.unsent(after, way.base()).isEmpty();
        LinkState state = isAlike ? LinkState.CLEAN : LinkState.DIRTY;
        boolean same =
                state == link.state()
                        && way.base().equals(link.base())
                        && remote.id().equals(link.remoteKey());
        if (!same) {
            store(link.linked(leadId, remote.id(), state, way.base(), now()), false);
        }
    }

    /** When our value of a field was set. */
    private Instant changedAt(String leadId, String field) {
        for (Change change :
                services.reader().of(tx, LEAD, leadId, Long.MAX_VALUE, CHANGES_READ_MAX)) {
            if (change.fields().contains(field)) {
                return change.at();
            }
        }
        return Instant.EPOCH;
    }

    /** Keeps both values for a person, among the conflicts of sync. */
    private void keep(ThreeWay.Difference difference, String leadId, Connector.Remote remote) {
        tally.conflicts++;
        String at = Times.format(now());
        ObjectNode conflict = Json.object();
        conflict.put("id", Id.next()).put("version", 1).put("createdAt", at).put("updatedAt", at);
        conflict.put("agentId", of.agentId()).put("mutationId", Id.next());
        conflict.put("deviceId", of.via());
        conflict.put("entityType", LEAD).put("entityId", leadId);
        conflict.put("field", difference.field());
        conflict.set("base", difference.base());
        conflict.set("server", difference.local());
        conflict.set("client", difference.remote());
        conflict.put("clientAt", Times.format(remote.at()));
        conflict.put("winner", difference.remoteWins() ? "client" : "server");
        conflict.put("rule", ThreeWay.POLICY);
        Command record = bind("sync.record_conflict", Json.object().set("conflict", conflict));
        var _ = services.runner().run(tx, Submission.of(record, Caller.SYSTEM).via(of.via()));
    }

    private Command bind(String name, JsonNode input) {
        CommandType<?> type = services.catalog().find(name).orElseThrow();
        return CommandCatalog.bind(type, input);
    }

    private void store(IntegrationLink link, boolean isNew) {
        if (isNew) {
            LinkStore.insert(tx, link);
        } else {
            LinkStore.update(tx, link);
        }
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return ThreeWay.value(fields, name).textValue();
    }

    private Instant now() {
        return services.runner().now();
    }
}
