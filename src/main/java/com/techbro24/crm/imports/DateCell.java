package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.VisibleText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A date, with an optional time, in common formats: 2026-03-12, 2026-03-12 09:30, 12.03.2026, 12
 * Mar 2026, March 12, 2026 9:30 AM. A date such as 12/03/2026 is ambiguous.
 *
 * @param byDay the date read day first; null if invalid
 * @param byMonth the date read month first; null if invalid
 * @param time null for none
 * @param offset null for none
 */
record DateCell(
        @Nullable LocalDate byDay,
        @Nullable LocalDate byMonth,
        boolean isFixed,
        @Nullable LocalTime time,
        @Nullable ZoneOffset offset) {
    private static final int LENGTH_MAX = 60;
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?<date>.+?)(?:(?:t|,? )(?:at |um )?(?<hour>\\d{1,2}):(?<minute>\\d{2})"
                            + "(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
                            + "(?: ?(?<half>[ap])\\.? ?m\\.?)?(?: uhr)?"
                            + "(?: ?(?<zone>z|utc|gmt|[+-]\\d{2}:?\\d{2}))?)?");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern DIGITS = Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern DOTS = Pattern.compile("(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4})");
    private static final Pattern DAY_NAMED =
            Pattern.compile(
                    "(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:de )?(\\p{L}+)\\.?,?[ -](?:de )?(\\d{4})");
    private static final Pattern MONTH_NAMED =
            Pattern.compile("(\\p{L}+)\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");
    private static final Map<String, Integer> MONTHS = months();

    /** Month names in the languages of the known column names. */
    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : new String[] {"en", "de", "fr", "es", "it", "pt", "nl"}) {
            for (Month month : Month.values()) {
                Stream.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)
                        .map(style -> month.getDisplayName(style, Locale.of(language)))
                        .map(name -> Fold.of(name).replace(".", ""))
                        .forEach(name -> months.put(name, month.getValue()));
            }
        }
        return months;
    }

    static Optional<DateCell> of(String cell) {
        String text = Fold.of(VisibleText.line(cell));
        Matcher whole = WHOLE.matcher(text);
        if (text.length() > LENGTH_MAX || !whole.matches()) {
            return Optional.empty();
        }
        try {
            DateCell day = day(whole.group("date"));
            return day == null || day.byDay == null && day.byMonth == null
                    ? Optional.empty()
                    : Optional.of(day.at(time(whole), offset(whole.group("zone"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private DateCell at(@Nullable LocalTime ofDay, @Nullable ZoneOffset from) {
        return new DateCell(byDay, byMonth, isFixed, ofDay, from);
    }

    private static @Nullable DateCell day(String text) {
        Matcher found = YEAR_FIRST.matcher(text);
        if (found.matches()) {
            return fixed(date(found.group(1), found.group(3), found.group(4)));
        }
        found = DOTS.matcher(text);
        if (found.matches()) {
            return fixed(date(found.group(3), found.group(2), found.group(1)));
        }
        found = DIGITS.matcher(text);
        if (found.matches()) {
            return new DateCell(
                    date(found.group(4), found.group(3), found.group(1)),
                    date(found.group(4), found.group(1), found.group(3)),
                    false,
                    null,
                    null);
        }
        found = DAY_NAMED.matcher(text);
        if (found.matches()) {
            return fixed(named(found.group(3), found.group(2), found.group(1)));
        }
        found = MONTH_NAMED.matcher(text);
        return found.matches()
                ? fixed(named(found.group(3), found.group(1), found.group(2)))
                : null;
    }

    private static DateCell fixed(@Nullable LocalDate day) {
        return new DateCell(day, day, true, null, null);
    }

    private static @Nullable LocalDate named(String year, String month, String day) {
        Integer number = MONTHS.get(month);
        return number == null ? null : date(year, number.toString(), day);
    }

    private static @Nullable LocalDate date(String year, String month, String day) {
        try {
            return LocalDate.of(
                    Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalTime time(Matcher found) {
        if (found.group("hour") == null) {
            return null;
        }
        int hour = Integer.parseInt(found.group("hour"));
        String half = found.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("not a 12-hour time");
            }
            hour = hour % 12 + (half.equals("p") ? 12 : 0);
        }
        String second = found.group("second");
        String fraction = found.group("fraction");
        return LocalTime.of(
                hour,
                Integer.parseInt(found.group("minute")),
                second == null ? 0 : Integer.parseInt(second),
                fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9)));
    }

    private static @Nullable ZoneOffset offset(@Nullable String zone) {
        if (zone == null) {
            return null;
        }
        return zone.startsWith("+") || zone.startsWith("-") ? ZoneOffset.of(zone) : ZoneOffset.UTC;
    }

    boolean isAmbiguous() {
        return byDay != null && byMonth != null && !byDay.equals(byMonth);
    }

    /** The date; empty if it does not have that order, or is ambiguous. */
    Optional<LocalDate> day(@Nullable DateOrder order) {
        if (isFixed) {
            return Optional.ofNullable(byDay);
        }
        return switch (order) {
            case DMY -> Optional.ofNullable(byDay);
            case MDY -> Optional.ofNullable(byMonth);
            case YMD -> Optional.empty();
            case null ->
                    isAmbiguous()
                            ? Optional.empty()
                            : Optional.ofNullable(byDay == null ? byMonth : byDay);
        };
    }

    /** The only order in which it is valid; empty if both or a fixed order. */
    Optional<DateOrder> onlyOrder() {
        return isFixed || byDay != null && byMonth != null
                ? Optional.empty()
                : Optional.of(byDay == null ? DateOrder.MDY : DateOrder.DMY);
    }

    /** The time on {@code day}; in {@code zone} if it has no offset. */
    Instant at(LocalDate day, ZoneId zone) {
        LocalTime ofDay = time == null ? LocalTime.MIDNIGHT : time;
        return day.atTime(ofDay).atZone(offset == null ? zone : offset).toInstant();
    }

    /** Whether it is a date without a time. */
    boolean isDay() {
        return offset == null && (time == null || time.equals(LocalTime.MIDNIGHT));
    }
}
