package com.techbro24.crm.changelog;

/**
 * A kind of change. Its name is the same in the log, on the socket and in the documentation. Each
 * room declares its own; {@link ChangeKinds} lists all.
 *
 * @param wireName subject and past tense, {@code thing.status_changed}
 * @param isDeletion whether it deletes the row; callers who saw the row still receive it
 * @param isPersonal whether the row is personal to an agent, such as its inbox; see {@link
 *     Visibility#personal}
 * @param isOfAccount whether it may change an account's rights, and so the rows that its callers
 *     see
 */
public record ChangeKind(
        String wireName, boolean isDeletion, boolean isPersonal, boolean isOfAccount) {
    public ChangeKind {
        if (!wireName.matches("[a-z_]+\\.[a-z_]+")) {
            throw new IllegalArgumentException("invalid name of a change: " + wireName);
        }
    }

    public static ChangeKind of(String wireName) {
        return new ChangeKind(wireName, false, false, false);
    }

    public ChangeKind deletion() {
        return new ChangeKind(wireName, true, isPersonal, isOfAccount);
    }

    public ChangeKind personal() {
        return new ChangeKind(wireName, isDeletion, true, isOfAccount);
    }

    public ChangeKind ofAccount() {
        return new ChangeKind(wireName, isDeletion, isPersonal, true);
    }

    /** The part of the name before the dot. */
    String subject() {
        return subject(wireName);
    }

    static String subject(String wireName) {
        return wireName.substring(0, wireName.indexOf('.'));
    }
}
