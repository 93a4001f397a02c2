package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.automation.conditions.Field.Source;
import com.techbro24.crm.automation.conditions.Fields.Found;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of the event itself. */
final class EventFields {
    static final String NAME = Fields.EVENT + "name";

    static final Map<String, Found> ALL = all();

    private EventFields() {}

    private static Map<String, Found> all() {
        Map<String, Found> fields = new LinkedHashMap<>();
        for (Found each :
                List.of(
                        field("name", FieldType.TEXT, false, s -> text(s.event())),
                        field("seq", FieldType.NUMBER, false, of(c -> LongNode.valueOf(c.seq()))),
                        field("at", FieldType.TIME, false, of(c -> text(Times.format(c.at())))),
                        field("actor", FieldType.TEXT, true, of(c -> text(c.actor()))),
                        field("via", FieldType.TEXT, true, of(c -> text(c.via()))))) {
            fields.put(each.field().path(), each);
        }
        return fields;
    }

    private static Found field(String name, FieldType type, boolean isNullable, Reader reader) {
        Field field = new Field(Fields.EVENT + name, type, List.of(), isNullable, Source.EVENT);
        return new Found(field, reader, List.of(), false);
    }

    private static Reader of(Function<Change, JsonNode> value) {
        return situation -> {
            Change change = situation.change();
            return change == null ? NullNode.getInstance() : value.apply(change);
        };
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? NullNode.getInstance() : TextNode.valueOf(text);
    }
}
