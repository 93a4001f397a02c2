package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Condition;
import com.techbro24.crm.automation.conditions.Event;
import com.techbro24.crm.automation.conditions.Events;
import com.techbro24.crm.automation.conditions.Fields;
import com.techbro24.crm.automation.conditions.Links;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint wants. */
final class WebhookFilter {
    private static final String ALL = "*";

    /** Makes filters; the words are those of automation rules. */
    static final class Compiler {
        private final Events events;
        private final Fields fields;
        private final RowCatalog rows;

        Compiler(ChangeKinds kinds, RowCatalog rows) {
            this.events = new Events(kinds, rows);
            this.fields = new Fields(rows);
            this.rows = rows;
        }

        /** Adds every error. */
        WebhookFilter compile(
                List<String> names, @Nullable ObjectNode conditions, List<InputError> errors) {
            Set<String> types = new HashSet<>();
            for (int index = 0; index < names.size(); index++) {
                String name = names.get(index);
                Optional<Event> event = events.find(name);
                event.ifPresent(found -> types.add(found.entityType()));
                if (event.isEmpty() && !name.equals(ALL)) {
                    String at = "events[" + index + "]";
                    String message = at + " is no event: " + name + ".";
                    errors.add(new InputError(at, "unknown_value", message));
                }
            }
            if (conditions == null) {
                return new WebhookFilter(this, names, null);
            }
            if (types.size() != 1 || names.contains(ALL)) {
                String message = "filter needs events of one kind of row.";
                errors.add(new InputError("filter", "not_allowed", message));
                return new WebhookFilter(this, names, null);
            }
            String type = types.iterator().next();
            Condition condition =
                    Condition.compile(conditions, fields, type, true, errors, "filter");
            return new WebhookFilter(this, names, condition);
        }

        /** For an endpoint as it is stored. */
        WebhookFilter of(Webhook webhook) {
            List<InputError> errors = new ArrayList<>();
            WebhookFilter filter = compile(webhook.events(), webhook.filter(), errors);
            if (!errors.isEmpty()) {
                throw Problem.invalid(errors);
            }
            return filter;
        }

        List<String> of(Change change) {
            return events.of(change);
        }

        /** The event names of one row type's newest change, for samples. */
        boolean isEvent(String name) {
            return events.find(name).isPresent();
        }
    }

    private final Compiler compiler;
    private final Set<String> names;
    private final @Nullable Condition condition;

    private WebhookFilter(Compiler compiler, List<String> names, @Nullable Condition condition) {
        this.compiler = compiler;
        this.names = Set.copyOf(names);
        this.condition = condition;
    }

    /**
     * The name of the event as which the endpoint gets the change: its most specific one that it
     * wants; empty if it wants none.
     */
    Optional<String> eventOf(Change change) {
        List<String> all = compiler.events.of(change);
        if (all.isEmpty() || compiler.events.isComputedOnly(change)) {
            return Optional.empty();
        }
        String kind = change.kind().wireName();
        if (names.contains(ALL) || names.contains(kind) && all.contains(kind)) {
            return Optional.of(kind);
        }
        return all.stream().filter(names::contains).findFirst();
    }

    /** Whether its conditions hold; linked rows are those that the owner sees. */
    boolean holds(String event, Change change, Caller owner, Database database) {
        if (condition == null) {
            return true;
        }
        Situation situation = Situation.of(event, change, change.at());
        if (!condition.needsLinks()) {
            return condition.test(situation) == Truth.TRUE;
        }
        return database.<Boolean>read(
                tx -> {
                    Links links =
                            (type, id) ->
                                    compiler.rows
                                            .get(type)
                                            .find(tx, owner, id)
                                            .map(Json::<JsonNode>tree)
                                            .orElse(null);
                    Situation linked =
                            situation
                                    .withLinks(links)
                                    .withOwner(links.find("agent", owner.agent()));
                    return condition.test(linked) == Truth.TRUE;
                });
    }
}
