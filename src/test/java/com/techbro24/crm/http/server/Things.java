package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small room to try the server with: things that have a name, a colour and a weight. */
final class Things implements Handler<Things.ThingCommand> {
    /** What a thing may look like. */
    enum Colour {
        RED,
        DARK_BLUE
    }

    static final ChangeKind CREATED = ChangeKind.of("thing.created");
    static final ChangeKind UPDATED = ChangeKind.of("thing.updated");
    static final ChangeKinds KINDS = new ChangeKinds(List.of(CREATED, UPDATED));

    record Origin(@NotBlank String country, @Nullable Instant since) {}

    record Thing(
            String id,
            int version,
            Instant createdAt,
            Instant updatedAt,
            String name,
            @Nullable String email,
            Colour colour,
            @Nullable BigDecimal weight,
            List<String> tags,
            Map<String, Object> customFields,
            @Nullable Origin origin)
            implements Entity {}

    record ThingFields(
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
            @Email @Size(max = Limits.EMAIL_LENGTH_MAX) @Nullable String email,
            @NotNull Colour colour,
            @DecimalMin("0") @Nullable BigDecimal weight) {}

    sealed interface ThingCommand extends Command {
        record Create(
                @Pattern(regexp = Id.PATTERN) @Nullable String id,
                @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
                @Email @Size(max = Limits.EMAIL_LENGTH_MAX) @Nullable String email,
                @Phone @Nullable String phone,
                @Nullable Colour colour,
                @DecimalMin("0") @Nullable BigDecimal weight,
                @Min(1) @Max(10) @Nullable Integer rank,
                @Size(max = Limits.TAGS_MAX) @Nullable List<@NotBlank @Size(max = 20) String> tags,
                @Size(max = 5) @Nullable Map<String, Object> customFields,
                @Nullable Origin origin)
                implements ThingCommand {}

        record Update(@NotNull String id, Patch<ThingFields> fields) implements ThingCommand {}

        record Paint(@NotNull String id, @NotNull Colour colour) implements ThingCommand {}

        record Delete(@NotNull String id) implements ThingCommand {}

        record Break(@NotNull String id) implements ThingCommand {}
    }

    static final CommandType<ThingCommand.Create> CREATE =
            CommandType.of(
                    "thing.create",
                    ThingCommand.Create.class,
                    Thing.class,
                    Role.EVERYONE,
                    "Makes a thing.");
    static final CommandType<ThingCommand.Update> UPDATE =
            CommandType.of(
                    "thing.update",
                    ThingCommand.Update.class,
                    Thing.class,
                    Role.EVERYONE,
                    "Changes a thing.");
    static final CommandType<ThingCommand.Paint> PAINT =
            CommandType.of(
                    "thing.paint",
                    ThingCommand.Paint.class,
                    Thing.class,
                    Role.MANAGERS,
                    "Paints a thing.");
    static final CommandType<ThingCommand.Delete> DELETE =
            CommandType.of(
                    "thing.delete",
                    ThingCommand.Delete.class,
                    Void.class,
                    Role.EVERYONE,
                    "Deletes a thing.");
    static final CommandType<ThingCommand.Break> BREAK =
            CommandType.of(
                    "thing.break",
                    ThingCommand.Break.class,
                    Thing.class,
                    Role.EVERYONE,
                    "Breaks a thing.");
    static final List<CommandType<? extends ThingCommand>> TYPES =
            List.of(CREATE, UPDATE, PAINT, DELETE, BREAK);

    static final Listing<Thing> LISTING =
            new Listing<>("SELECT row FROM things", "id", "-id", Things::read)
                    .sort("id", "id", Thing::id);

    static void makeTable(Tx tx) {
        tx.update("CREATE TABLE things (id TEXT PRIMARY KEY, row TEXT NOT NULL)");
    }

    @Override
    public Outcome handle(ThingCommand command, Context context) {
        return switch (command) {
            case ThingCommand.Create create -> create(create, context);
            case ThingCommand.Update update -> update(update, context);
            case ThingCommand.Paint paint -> {
                Thing before = get(context.tx(), paint.id());
                context.expect(before);
                yield save(before, with(before, paint.colour(), before.name()), context);
            }
            case ThingCommand.Delete delete -> {
                context.expect(get(context.tx(), delete.id()));
                context.tx().update("DELETE FROM things WHERE id = ?", delete.id());
                yield Outcome.changed(null);
            }
            case ThingCommand.Break broken -> throw new IllegalStateException("it broke");
        };
    }

    private static Outcome create(ThingCommand.Create create, Context context) {
        if (create.name().equals("forbidden")) {
            throw Problem.unprocessable("Nothing may be called so.").with("name", create.name());
        }
        Thing row =
                new Thing(
                        create.id() == null ? Id.next() : create.id(),
                        1,
                        context.now(),
                        context.now(),
                        create.name(),
                        create.email(),
                        create.colour() == null ? Colour.RED : create.colour(),
                        create.weight(),
                        create.tags() == null ? List.of() : create.tags(),
                        create.customFields() == null ? Map.of() : create.customFields(),
                        create.origin());
        context.tx().update("INSERT INTO things (id, row) VALUES (?, ?)", row.id(), Json.text(row));
        return Outcome.created(row, Draft.created(CREATED, "thing", row, Visibility.ALL));
    }

    private static Outcome update(ThingCommand.Update update, Context context) {
        Thing before = get(context.tx(), update.id());
        context.expect(before);
        ThingFields brought = update.fields().values();
        String name = update.fields().or("name", brought.name(), before.name());
        Colour colour = update.fields().or("colour", brought.colour(), before.colour());
        return save(before, with(before, colour, name), context);
    }

    private static Thing with(Thing old, Colour colour, String name) {
        return new Thing(
                old.id(),
                old.version() + 1,
                old.createdAt(),
                old.updatedAt(),
                name,
                old.email(),
                colour,
                old.weight(),
                old.tags(),
                old.customFields(),
                old.origin());
    }

    private static Outcome save(Thing before, Thing after, Context context) {
        context.tx().update("UPDATE things SET row = ? WHERE id = ?", Json.text(after), after.id());
        return Outcome.changed(
                after,
                Draft.changed(UPDATED, "thing", before, after, Visibility.ALL, Visibility.ALL));
    }

    private static Thing read(Row row) {
        return Json.read(row.text(), Thing.class);
    }

    static Thing get(Tx tx, String id) {
        return tx.first("SELECT row FROM things WHERE id = ?", Things::read, id)
                .orElseThrow(() -> Problem.notFound("thing"));
    }

    static final String AGENT_ID = Id.next();

    /** Tokens are roles: {@code agent}, {@code manager}, {@code admin}, {@code reader}. */
    static Optional<Caller> caller(String token) {
        return switch (token) {
            case "agent" -> Optional.of(as(AGENT_ID, Role.AGENT, true));
            case "manager" ->
                    Optional.of(as("0198a000-0000-7000-8000-00000000000b", Role.MANAGER, true));
            case "admin" ->
                    Optional.of(as("0198a000-0000-7000-8000-00000000000c", Role.ADMIN, true));
            case "reader" ->
                    Optional.of(as("0198a000-0000-7000-8000-00000000000d", Role.AGENT, false));
            default -> Optional.empty();
        };
    }

    private static Caller as(String agentId, Role role, boolean mayWrite) {
        return new Caller(agentId, role, null, mayWrite, Caller.Kind.SESSION, "session-" + agentId);
    }
}
