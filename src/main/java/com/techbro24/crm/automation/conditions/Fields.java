package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.automation.conditions.Field.Source;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.RowCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a rule can name: {@code event.at}, {@code <entityType>.<field>} for the record,
 * {@code before.<field>}, {@code lead.<field>} and {@code agent.<field>} for the rows that it links
 * to, {@code owner.<field>}, {@code now}, and {@code then.} in front of any of these.
 *
 * <p>Where a linked row has the type of the record, the record wins. After a row, the name of its
 * field without {@code Id} leads to the row that it links to: {@code lead.assignedAgent.name}. A
 * path has at most two links.
 */
public final class Fields {
    static final String THEN = "then.";
    static final String EVENT = "event.";
    static final String BEFORE = "before.";
    private static final String OWNER = "owner.";
    private static final String NOW = "now";
    private static final String OWNER_TYPE = "agent";
    private static final int LINKS_MAX = 2;

    /** The log does not keep the old values of these. */
    private static final Set<String> WITHOUT_BEFORE = Set.of("version", "updatedAt");

    /** A field and how it is read. */
    record Found(Field field, Reader reader, List<String> keys, boolean needsLinks) {}

    private final Map<String, RowShape> shapes = new LinkedHashMap<>();

    public Fields(RowCatalog rows) {
        rows.all().forEach(type -> shapes.put(type.entityType(), RowShape.of(type.recordType())));
    }

    /**
     * The field with a path; empty for none.
     *
     * @param entityType the type of the record; null without one
     */
    public Optional<Field> find(@Nullable String entityType, String path) {
        return look(entityType, path).map(Found::field);
    }

    /**
     * All fields but {@code then} ones, for a form. Of the alternative paths of a linked row, the
     * shortest.
     */
    public List<Field> all(@Nullable String entityType) {
        List<String> paths = new ArrayList<>();
        RowShape record = shape(entityType);
        if (record != null && entityType != null) {
            paths.addAll(EventFields.ALL.keySet());
            add(paths, entityType + ".", record);
            add(paths, BEFORE, record);
            for (RowShape.Link link : record.links()) {
                RowShape linked = shape(link.entityType());
                if (linked != null && !link.entityType().equals(entityType)) {
                    add(paths, link.entityType() + ".", linked);
                    linked.links().forEach(next -> addLinked(paths, link.entityType(), next));
                }
            }
        }
        RowShape owner = shape(OWNER_TYPE);
        if (owner != null) {
            add(paths, OWNER, owner);
        }
        paths.add(NOW);
        return paths.stream().distinct().flatMap(path -> find(entityType, path).stream()).toList();
    }

    private static void add(List<String> paths, String prefix, RowShape shape) {
        shape.properties().keySet().forEach(name -> paths.add(prefix + name));
    }

    private void addLinked(List<String> paths, String row, RowShape.Link link) {
        RowShape linked = shape(link.entityType());
        if (linked != null) {
            add(paths, row + "." + link.name() + ".", linked);
        }
    }

    /**
     * The values of fields, to be stored when a rule matches; see {@link Situation#then}.
     *
     * @param paths without {@code then.}, as {@link Condition#thenPaths} gives them
     */
    public ObjectNode valuesOf(
            @Nullable String entityType, Collection<String> paths, Situation situation) {
        ObjectNode values = Json.object();
        for (String path : paths) {
            JsonNode value =
                    look(entityType, path)
                            .map(found -> found.reader.read(situation))
                            .orElse(NullNode.getInstance());
            values.set(path, value.isMissingNode() ? NullNode.getInstance() : value);
        }
        return values;
    }

    Optional<Found> look(@Nullable String entityType, String path) {
        if (!path.startsWith(THEN)) {
            return lookNow(entityType, path);
        }
        String of = path.substring(THEN.length());
        return lookNow(entityType, of)
                .map(
                        found ->
                                new Found(
                                        renamed(found.field, path, Source.THEN),
                                        then(of, found.reader),
                                        found.keys,
                                        found.needsLinks));
    }

    private static Field renamed(Field field, String path, Source source) {
        return new Field(path, field.type(), field.words(), field.isNullable(), source);
    }

    /** While a rule is being matched, the value then is the value now. */
    private static Reader then(String path, Reader now) {
        return situation ->
                situation.then() == null
                        ? now.read(situation)
                        : Reader.orNull(situation.then().get(path));
    }

    private Optional<Found> lookNow(@Nullable String entityType, String path) {
        RowShape record = shape(entityType);
        if (path.equals(NOW)) {
            Field now = new Field(NOW, FieldType.TIME, List.of(), false, Source.NOW);
            return Optional.of(
                    new Found(now, s -> TextNode.valueOf(Times.format(s.now())), List.of(), false));
        }
        if (path.startsWith(OWNER)) {
            RowShape owner = shape(OWNER_TYPE);
            Row row = new Row(Reader.owner(), Source.OWNER, LINKS_MAX);
            return owner == null
                    ? Optional.empty()
                    : inRow(row, owner, path, path.substring(OWNER.length()));
        }
        if (record == null || entityType == null) {
            return Optional.empty();
        }
        if (path.startsWith(EVENT)) {
            return Optional.ofNullable(EventFields.ALL.get(path));
        }
        if (path.startsWith(BEFORE)) {
            return before(record, path);
        }
        String root = path.substring(0, Math.max(0, path.indexOf('.')));
        String rest = path.substring(root.length() + (root.isEmpty() ? 0 : 1));
        Row row = new Row(s -> Reader.orNull(s.record()), Source.RECORD, 0);
        if (root.equals(entityType)) {
            return inRow(row, record, path, rest);
        }
        return record.links().stream()
                .filter(link -> link.entityType().equals(root))
                .findFirst()
                .flatMap(link -> inLinked(row, link, path, rest));
    }

    private static Optional<Found> before(RowShape record, String path) {
        String name = path.substring(BEFORE.length());
        return WITHOUT_BEFORE.contains(name)
                ? Optional.empty()
                : record.find(name)
                        .map(
                                property ->
                                        new Found(
                                                new Field(
                                                        path,
                                                        property.type(),
                                                        property.words(),
                                                        true,
                                                        Source.BEFORE),
                                                Reader.before(property.keys()),
                                                property.keys(),
                                                false));
    }

    /**
     * A row on the way to a field.
     *
     * @param links the number of links that led to it
     */
    private record Row(Reader reader, Source source, int links) {}

    private Optional<Found> inRow(Row row, RowShape shape, String path, String rest) {
        Optional<RowShape.Property> own = shape.find(rest);
        if (own.isPresent()) {
            RowShape.Property property = own.get();
            boolean isLinked = row.source == Source.LINK;
            Field field =
                    new Field(
                            path,
                            property.type(),
                            property.words(),
                            property.isNullable() || isLinked,
                            row.source);
            Reader reader = Reader.within(row.reader, property.keys());
            boolean needsLinks = isLinked || row.source == Source.OWNER;
            return Optional.of(new Found(field, reader, property.keys(), needsLinks));
        }
        int dot = rest.indexOf('.');
        if (dot < 0 || row.links >= LINKS_MAX) {
            return Optional.empty();
        }
        return shape.link(rest.substring(0, dot))
                .flatMap(link -> inLinked(row, link, path, rest.substring(dot + 1)));
    }

    private Optional<Found> inLinked(Row row, RowShape.Link link, String path, String rest) {
        RowShape linked = shape(link.entityType());
        Reader reader = Reader.linked(row.reader, link.field(), link.entityType());
        return linked == null
                ? Optional.empty()
                : inRow(new Row(reader, Source.LINK, row.links + 1), linked, path, rest);
    }

    private @Nullable RowShape shape(@Nullable String entityType) {
        return entityType == null ? null : shapes.get(entityType);
    }

    /** Why there is no field with this path, and what there is. */
    String unknown(@Nullable String entityType, boolean isEvent, String path) {
        String of = path.startsWith(THEN) ? path.substring(THEN.length()) : path;
        String row = of.substring(0, of.lastIndexOf('.') + 1);
        List<String> all =
                all(entityType).stream()
                        .filter(field -> isEvent || !field.isOfEvent())
                        .map(Field::path)
                        .toList();
        List<String> ofRow = all.stream().filter(each -> each.startsWith(row)).toList();
        boolean isRow = !row.isEmpty() && !ofRow.isEmpty();
        List<String> known = isRow ? ofRow : all.stream().map(Fields::row).distinct().toList();
        return "must be a known field: " + String.join(", ", known);
    }

    private static String row(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot) + ".<field>";
    }
}
