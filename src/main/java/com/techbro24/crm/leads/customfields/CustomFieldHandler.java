package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Handles the commands of custom fields. */
public final class CustomFieldHandler implements Handler<CustomFieldCommand> {
    @Override
    public Outcome handle(CustomFieldCommand command, Context context) {
        return switch (command) {
            case CustomFieldCommand.Create create -> create(create, context);
            case CustomFieldCommand.Update update -> update(update, context);
            case CustomFieldCommand.Delete delete -> delete(delete, context);
            case CustomFieldCommand.Restore restore -> restore(restore, context);
        };
    }

    private static Outcome create(CustomFieldCommand.Create command, Context context) {
        Tx tx = context.tx();
        String id = Objects.requireNonNullElseGet(command.id(), Id::next);
        CustomField field = CustomField.create(command, id, context.now());
        Optional<CustomField> existing = CustomFieldStore.find(tx, id);
        if (existing.isPresent()) {
            return replay(existing.get(), field);
        }
        refuseTaken(field, tx);
        CustomFieldStore.insert(tx, field);
        return Outcome.created(
                field,
                Draft.created(CustomFieldChange.CREATED, CustomField.TYPE, field, Visibility.ALL));
    }

    /** The id exists: an equal declaration is replayed, a different one is a conflict. */
    private static Outcome replay(CustomField existing, CustomField requested) {
        boolean same =
                existing.name().equals(requested.name())
                        && existing.type() == requested.type()
                        && existing.label().equals(requested.label())
                        && existing.options().equals(requested.options())
                        && existing.required() == requested.required();
        return Creation.answer(existing.id(), existing, same, "custom field");
    }

    private static Outcome update(CustomFieldCommand.Update command, Context context) {
        CustomField before = load(command.id(), context);
        if (before.deletedAt() != null) {
            throw Problem.of(Problem.Code.GONE, "This custom field is deleted; restore it first.");
        }
        return save(before, before.with(command.fields(), context.now()), context);
    }

    private static Outcome delete(CustomFieldCommand.Delete command, Context context) {
        CustomField before = load(command.id(), context);
        return before.deletedAt() != null
                ? Outcome.unchanged(before)
                : save(before, before.deleted(context.now()), context);
    }

    private static Outcome restore(CustomFieldCommand.Restore command, Context context) {
        CustomField before = load(command.id(), context);
        if (before.deletedAt() != null) {
            refuseTaken(before, context.tx());
        }
        return save(before, before.restored(context.now()), context);
    }

    private static CustomField load(String id, Context context) {
        CustomField field = CustomFieldStore.get(context.tx(), id, context.caller());
        context.expect(field);
        return field;
    }

    private static void refuseTaken(CustomField field, Tx tx) {
        CustomFieldStore.named(tx, field.name())
                .ifPresent(
                        other -> {
                            String message = "A custom field with this name already exists.";
                            throw Problem.conflict(message)
                                    .with("existingId", other.id())
                                    .with(
                                            "errors",
                                            List.of(new InputError("name", "taken", message)));
                        });
        if (CustomFieldStore.declared(tx).byName().size() >= Limits.CUSTOM_FIELDS_MAX) {
            throw Problem.conflict(
                    "There can be at most " + Limits.CUSTOM_FIELDS_MAX + " custom fields.");
        }
    }

    private static Outcome save(CustomField before, CustomField after, Context context) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        CustomFieldStore.update(context.tx(), after);
        boolean deleted = after.deletedAt() != null;
        return Outcome.changed(
                after,
                Draft.changed(
                        deleted ? CustomFieldChange.DELETED : CustomFieldChange.UPDATED,
                        CustomField.TYPE,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.ALL));
    }
}
