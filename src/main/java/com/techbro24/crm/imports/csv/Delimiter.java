package com.techbro24.crm.imports.csv;

import com.techbro24.crm.base.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The delimiter between cells. */
public enum Delimiter {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private static final Pattern DECLARATION =
            Pattern.compile("\"?sep=(.)\"?(?=[\\r\\n])", Pattern.CASE_INSENSITIVE);

    private final char sign;

    Delimiter(char sign) {
        this.sign = sign;
    }

    /** The delimiter that the first line declares for Excel, {@code sep=;}; empty for none. */
    static Optional<Delimiter> declared(String beginning) {
        Matcher line = DECLARATION.matcher(beginning);
        if (!line.lookingAt()) {
            return Optional.empty();
        }
        char sign = line.group(1).charAt(0);
        return Optional.of(
                Stream.of(values())
                        .filter(each -> each.sign == sign)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        Problem.invalid(
                                                "The first line says sep="
                                                        + sign
                                                        + "; use commas, semicolons or tabs.")));
    }

    public char sign() {
        return sign;
    }
}
