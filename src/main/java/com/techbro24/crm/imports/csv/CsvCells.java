package com.techbro24.crm.imports.csv;

import com.techbro24.crm.base.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes and reads values in cells, so that an export can be imported unchanged.
 *
 * <p>A cell that a spreadsheet would run as a formula is prefixed with an apostrophe, as is a cell
 * that starts with one. A phone number of + and digits is harmless as a formula and stays
 * unchanged, so that other programs can read it.
 */
public final class CsvCells {
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final String BETWEEN = " ::: ";
    private static final String TAG_SIGNS = "\\;,";

    /** E.164, also with single spaces between its digits. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9](?: ?[0-9]){6,14}");

    /** How other programs write text that looks like a number. */
    private static final Pattern TEXT_FORMULA = Pattern.compile("=\"([^\"]*)\"");

    private CsvCells() {}

    /** Escapes formulas. */
    public static String escapeFormula(String text) {
        return !text.isEmpty() && needsEscape(text.charAt(0)) && !NUMBER.matcher(text).matches()
                ? "'" + text
                : text;
    }

    public static String unescapeFormula(String cell) {
        if (cell.length() > 1 && cell.charAt(0) == '\'' && needsEscape(cell.charAt(1))) {
            return cell.substring(1);
        }
        Matcher text = TEXT_FORMULA.matcher(cell);
        return text.matches() ? text.group(1) : cell;
    }

    private static boolean needsEscape(char first) {
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

    /** The values of a multi-value cell in Google's format. */
    public static List<String> values(String cell) {
        return Stream.of(cell.split(Pattern.quote(BETWEEN) + "|[\\r\\n]+"))
                .map(VisibleText::line)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The same for emails, which may also be separated by commas or semicolons. */
    public static List<String> emails(String cell) {
        List<String> emails =
                values(cell).stream()
                        .flatMap(value -> Stream.of(value.split("[,;]")))
                        .map(VisibleText::email)
                        .filter(value -> !value.isEmpty())
                        .toList();
        return emails.stream().allMatch(email -> email.indexOf('@') > 0) ? emails : values(cell);
    }

    /** Tags are separated by semicolons, commas or :::; a backslash escapes the next character. */
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
