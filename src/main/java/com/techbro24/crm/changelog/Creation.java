package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes creation idempotent. A client that chose the row's id may repeat the command and gets the
 * existing row.
 *
 * @param id the id that the client chose; null for none
 * @param hash of the command, stored with the row to recognise a repetition; null without an id
 */
public record Creation(@Nullable String id, @Nullable String hash) {
    /**
     * @param input the input that identifies the creation, without secrets
     */
    public static Creation of(@Nullable String id, Object input) {
        return new Creation(id, id == null ? null : Receipts.hash(Json.text(input)));
    }

    public String idOrNew() {
        return Objects.requireNonNullElseGet(id, Id::next);
    }

    /**
     * The answer if a row has the id already; empty if the row is to be created.
     *
     * @param isSame whether the caller may see the row, and the row was created with this hash
     * @param noun the row's name in error messages
     */
    public <E extends Entity> Optional<Outcome> replay(
            Function<String, Optional<E>> find, BiPredicate<E, String> isSame, String noun) {
        if (id == null || hash == null) {
            return Optional.empty();
        }
        return find.apply(id)
                .map(existing -> answer(id, existing, isSame.test(existing, hash), noun));
    }

    /** The existing row for a repeated creation; a conflict for a different one. */
    public static Outcome answer(String id, Object existing, boolean isSame, String noun) {
        if (isSame) {
            return Outcome.unchanged(existing);
        }
        throw Problem.conflict("Another " + noun + " has this id.").with("id", id);
    }
}
