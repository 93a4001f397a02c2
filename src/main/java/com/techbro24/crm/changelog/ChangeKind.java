package com.techbro24.crm.changelog;

/**
 * The name of a kind of change, one string for the log, the socket and the documents. Each room
 * declares its own; {@link ChangeKinds} lists them all.
 *
 * @param wireName subject and past tense, {@code thing.status_changed}
 * @param isDeletion whether the row is gone after it; those who saw the row are still sent it
 * @param isPersonal whether the row is an agent's own, such as its inbox; see {@link
 *     Visibility#personal}
 * @param isOfAccount whether the row is an account and the change may be of its rights, so that
 *     callers see other rows after it
 */
public record ChangeKind(
        String wireName, boolean isDeletion, boolean isPersonal, boolean isOfAccount) {
    public ChangeKind {
        if (!wireName.matches("[a-z_]+\\.[a-z_]+")) {
            throw new IllegalArgumentException("no name of a change: " + wireName);
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

    /** The part of the name before the dot: what the change is about. */
    String subject() {
        return subject(wireName);
    }

    static String subject(String wireName) {
        return wireName.substring(0, wireName.indexOf('.'));
    }
}
