package com.techbro24.crm.leads;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import com.techbro24.crm.leads.customfields.CustomFields;
import com.techbro24.crm.leads.customfields.CustomValue;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the filter of a request for leads, also by what only the database knows. */
public final class LeadQuery {
    static final String CUSTOM_FIELD = "customField";
    static final String CALLABLE = "callable";

    private final Database database;
    private final Clock clock;
    private final OpenLanes openLanes;

    public LeadQuery(Database database, Clock clock, OpenLanes openLanes) {
        this.database = database;
        this.clock = clock;
        this.openLanes = openLanes;
    }

    /** Adds all filters of the request but the agent. */
    public LeadFilter apply(Request request, LeadFilter filter) {
        LeadFilters.apply(request, filter);
        customFields(request.texts(CUSTOM_FIELD), filter);
        Optional<Boolean> callable = request.flagOrNone(CALLABLE);
        if (callable.isPresent()) {
            Instant now = clock.instant();
            List<String> open = database.read(tx -> openLanes(tx, now));
            filter.callable(callable.get(), open, now);
        }
        return filter;
    }

    private List<String> openLanes(Tx tx, Instant now) {
        Predicate<QueueLane> open = openLanes.at(tx, now);
        return tx
                .list("SELECT DISTINCT call_zone FROM leads WHERE call_tier IS NOT NULL", Row::text)
                .stream()
                .filter(lane -> open.test(QueueLane.of(lane)))
                .toList();
    }

    private void customFields(List<String> asked, LeadFilter filter) {
        if (asked.isEmpty()) {
            return;
        }
        CustomFields declared = database.read(CustomFieldStore::declared);
        List<InputError> errors = new ArrayList<>();
        for (String each : asked) {
            int colon = each.indexOf(':');
            String name = colon < 0 ? each : each.substring(0, colon);
            CustomField field = declared.byName().get(name);
            Object value = field == null ? null : value(field, each.substring(colon + 1));
            if (colon < 0 || field == null) {
                errors.add(
                        error(
                                "unknown_field",
                                "must be the name of a custom field, a colon and a value"));
            } else if (value == null) {
                errors.add(error("wrong_type", "must have a value of the field's type: " + each));
            } else {
                filter.customField(name, value, database.dialect());
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static InputError error(String code, String message) {
        return new InputError(CUSTOM_FIELD, code, CUSTOM_FIELD + " " + message + ".");
    }

    /** The value in the form in which it is stored; null if it is not of the field's type. */
    private static @Nullable Object value(CustomField field, String text) {
        CustomFieldType type = field.type();
        try {
            return switch (type) {
                case NUMBER -> CustomValue.of(new BigDecimal(text));
                case BOOLEAN ->
                        text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
                case TEXT, DATE, CHOICE -> text;
            };
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
