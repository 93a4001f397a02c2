package com.techbro24.crm.leads;

import com.techbro24.crm.base.EnumNames;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a lead that a score rule can use.
 *
 * @param words the enum of its values; null for other fields
 * @param value reads the value: a string, number, boolean or collection; any other type only to
 *     test presence; null for none
 */
record ScoreField(
        Kind kind,
        @Nullable Class<? extends Enum<?>> words,
        Function<Lead, @Nullable Object> value) {
    /** The prefix of custom fields, whose type is that of the value. */
    private static final String CUSTOM = "customFields.";

    /** The type of a field, which determines the allowed operators. */
    enum Kind {
        TEXT(
                EnumSet.of(
                        ScoreOperator.EXISTS,
                        ScoreOperator.EQ,
                        ScoreOperator.NE,
                        ScoreOperator.IN,
                        ScoreOperator.NOT_IN,
                        ScoreOperator.CONTAINS,
                        ScoreOperator.STARTS_WITH)),
        WORD(
                EnumSet.of(
                        ScoreOperator.EQ,
                        ScoreOperator.NE,
                        ScoreOperator.IN,
                        ScoreOperator.NOT_IN)),
        NUMBER(EnumSet.complementOf(EnumSet.of(ScoreOperator.CONTAINS, ScoreOperator.STARTS_WITH))),
        FLAG(EnumSet.of(ScoreOperator.EQ, ScoreOperator.NE)),
        TAGS(EnumSet.of(ScoreOperator.EXISTS, ScoreOperator.CONTAINS)),
        PRESENCE(EnumSet.of(ScoreOperator.EXISTS)),
        ANY(EnumSet.allOf(ScoreOperator.class));

        private final Set<ScoreOperator> operators;

        Kind(Set<ScoreOperator> operators) {
            this.operators = operators;
        }

        Set<ScoreOperator> operators() {
            return operators;
        }
    }

    private static final Map<String, ScoreField> BY_NAME = byName();

    private static Map<String, ScoreField> byName() {
        Map<String, ScoreField> all = new LinkedHashMap<>();
        all.put("phone", of(Kind.TEXT, Lead::phoneE164));
        all.put("email", of(Kind.TEXT, Lead::email));
        all.put("company", of(Kind.TEXT, Lead::company));
        all.put("source", of(Kind.TEXT, Lead::source));
        all.put("timezone", of(Kind.TEXT, Lead::timezone));
        all.put("currency", of(Kind.TEXT, Lead::currency));
        all.put("notes", of(Kind.TEXT, Lead::notes));
        all.put("status", ofWords(LeadStatus.class, Lead::status));
        all.put("statusCategory", ofWords(LeadCategory.class, Lead::statusCategory));
        all.put("priority", ofWords(LeadPriority.class, Lead::priority));
        all.put("value", of(Kind.NUMBER, Lead::value));
        all.put("callAttempts", of(Kind.NUMBER, Lead::callAttempts));
        all.put("doNotCall", of(Kind.FLAG, Lead::doNotCall));
        all.put("tags", of(Kind.TAGS, Lead::tags));
        all.put("consent", of(Kind.PRESENCE, Lead::consent));
        all.put("assignedAgentId", of(Kind.PRESENCE, Lead::assignedAgentId));
        all.put("lastContactedAt", of(Kind.PRESENCE, Lead::lastContactedAt));
        all.put("nextFollowUpAt", of(Kind.PRESENCE, Lead::nextFollowUpAt));
        return all;
    }

    private static ScoreField of(Kind kind, Function<Lead, @Nullable Object> value) {
        return new ScoreField(kind, null, value);
    }

    private static <E extends Enum<E>> ScoreField ofWords(Class<E> words, Function<Lead, E> value) {
        return new ScoreField(Kind.WORD, words, lead -> EnumNames.of(value.apply(lead)));
    }

    /** The field with a name; empty if it does not exist or cannot be used. */
    static Optional<ScoreField> named(String name) {
        if (name.startsWith(CUSTOM) && name.length() > CUSTOM.length()) {
            String custom = name.substring(CUSTOM.length());
            return Optional.of(of(Kind.ANY, lead -> lead.customFields().get(custom)));
        }
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names, for error messages. */
    static String names() {
        return String.join(", ", BY_NAME.keySet()) + ", " + CUSTOM + "<name>";
    }
}
