package com.techbro24.crm.integrations.sms;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a lead answers about further messages. */
enum OptOut {
    STOP,
    START,
    HELP;

    private static final Set<String> STOPS =
            Set.of(
                    "STOP",
                    "STOPALL",
                    "STOP ALL",
                    "UNSUBSCRIBE",
                    "CANCEL",
                    "END",
                    "QUIT",
                    "REVOKE",
                    "OPTOUT",
                    "OPT OUT");
    private static final Set<String> STARTS = Set.of("START", "UNSTOP");

    /**
     * What an answer means.
     *
     * @param type what the provider says that it means, which wins; null if it says nothing
     */
    static Optional<OptOut> of(@Nullable String type, String text) {
        if (type != null) {
            return switch (type.toUpperCase(Locale.ROOT)) {
                case "STOP" -> Optional.of(STOP);
                case "START" -> Optional.of(START);
                case "HELP" -> Optional.of(HELP);
                default -> Optional.empty();
            };
        }
        String word = text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().toUpperCase(Locale.ROOT);
        if (STOPS.contains(word)) {
            return Optional.of(STOP);
        }
        return STARTS.contains(word) ? Optional.of(START) : Optional.empty();
    }
}
