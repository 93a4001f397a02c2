package com.techbro24.crm.imports.csv;

import com.techbro24.crm.base.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How values are written in cells, and read again, so that what was exported comes back as it was.
 *
 * <p>A cell that a spreadsheet would take for a formula gets an apostrophe in front, as does one
 * that has an apostrophe there already. A telephone number of + and digits is no formula that does
 * anything, and goes out as it is: other programs read it too.
 */
public final class CsvCells {
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final String BETWEEN = " ::: ";
    private static final String TAG_SIGNS = "\\;,";

    /** E.164, also with single spaces between its digits. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9](?: ?[0-9]){6,14}");

    /** How other programs write a text that a spreadsheet would take for a number. */
    private static final Pattern TEXT_FORMULA = Pattern.compile("=\"([^\"]*)\"");

    private CsvCells() {}

    /** Harmless in a spreadsheet. */
    public static String guarded(String text) {
        return !text.isEmpty() && needsGuard(text.charAt(0)) && !NUMBER.matcher(text).matches()
                ? "'" + text
                : text;
    }

    public static String unguarded(String cell) {
        if (cell.length() > 1 && cell.charAt(0) == '\'' && needsGuard(cell.charAt(1))) {
            return cell.substring(1);
        }
        Matcher text = TEXT_FORMULA.matcher(cell);
        return text.matches() ? text.group(1) : cell;
    }

    private static boolean needsGuard(char first) {
        return first == '\'' || FORMULA.indexOf(first) >= 0;
    }

    public static String tags(List<String> tags) {
        return tags.stream()
                .map(CsvCells::escaped)
                .map(tag -> tag.replace(BETWEEN, " \\::: "))
                .collect(Collectors.joining(";"));
    }

    private static String escaped(String tag) {
        StringBuilder text = new StringBuilder();
        for (char each : tag.toCharArray()) {
            text.append(TAG_SIGNS.indexOf(each) < 0 ? "" : "\\").append(each);
        }
        return text.toString();
    }

    /** The values of a cell that holds several of them, as Google writes them. */
    public static List<String> values(String cell) {
        return Stream.of(cell.split(Pattern.quote(BETWEEN) + "|[\\r\\n]+"))
                .map(VisibleText::line)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The same for emails, which also have commas or semicolons between. */
    public static List<String> emails(String cell) {
        List<String> emails =
                values(cell).stream()
                        .flatMap(value -> Stream.of(value.split("[,;]")))
                        .map(VisibleText::email)
                        .filter(value -> !value.isEmpty())
                        .toList();
        return emails.stream().allMatch(email -> email.indexOf('@') > 0) ? emails : values(cell);
    }

    /** With semicolons, commas or ::: between; a backslash takes the next sign as it is. */
    public static List<String> readTags(String cell) {
        List<String> tags = new ArrayList<>();
        StringBuilder tag = new StringBuilder();
        for (int index = 0; index < cell.length(); index++) {
            char each = cell.charAt(index);
            if (each == '\\' && index + 1 < cell.length()) {
                tag.append(cell.charAt(++index));
            } else if (each == ';' || each == ',' || cell.startsWith(BETWEEN, index)) {
                index += each == ' ' ? BETWEEN.length() - 1 : 0;
                tags.add(tag.toString().strip());
                tag.setLength(0);
            } else {
                tag.append(each);
            }
        }
        tags.add(tag.toString().strip());
        tags.removeIf(String::isEmpty);
        return tags;
    }
}
