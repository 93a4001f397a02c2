package com.techbro24.crm.automation.time;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.techbro24.crm.base.InputError;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a cron expression: its five fields, and the wall-clock times that they match. It
 * knows no time zone.
 */
record CronText(String minute, String hour, String dayOfMonth, String month, String dayOfWeek) {
    static final int LENGTH_MAX = 100;
    static final Duration SPACING_MIN = Duration.ofMinutes(5);

    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** The library takes more, such as alternatives with a vertical bar. */
    private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z*,/-]+");

    /** An hour field that means the passing of time, not a time of day. */
    private static final Pattern EVERY_HOUR = Pattern.compile("\\*(/\\d+)?");

    private static final String[] RANGES = {
        "minute (0-59)",
        "hour (0-23)",
        "day of the month (1-31)",
        "month (1-12 or jan-dec)",
        "day of the week (0-7 or sun-sat, 0 and 7 are Sunday)"
    };

    /** The start of a year: from here, each expression that ever matches does so within 8 years. */
    private static final LocalDateTime ORDINARY_DAY = LocalDateTime.of(2001, 1, 1, 0, 0);

    /**
     * Splits and checks the text.
     *
     * @param errors gets all faults
     * @return empty if there was a fault
     */
    static Optional<CronText> of(String text, List<InputError> errors, String path) {
        String[] fields = text.strip().split("[ \\t]+", -1);
        if (text.length() > LENGTH_MAX || fields.length != RANGES.length) {
            String message =
                    path
                            + " must be a cron expression of five fields: minute, hour, day of the"
                            + " month, month, day of the week; such as 0 9 * * 1-5.";
            errors.add(new InputError(path, "invalid_cron", message));
            return Optional.empty();
        }
        List<InputError> faults = new ArrayList<>();
        for (int index = 0; index < fields.length; index++) {
            if (!isValid(fields[index], index)) {
                faults.add(wrongField(path, RANGES[index]));
            }
        }
        CronText cron = new CronText(fields[0], fields[1], fields[2], fields[3], fields[4]);
        if (faults.isEmpty()) {
            cron.check(faults, path);
        }
        errors.addAll(faults);
        return faults.isEmpty() ? Optional.of(cron) : Optional.empty();
    }

    private static InputError wrongField(String path, String range) {
        String message =
                path
                        + " has a wrong "
                        + range
                        + ": use *, numbers, lists such as 1,15, ranges such as 1-5 and steps such"
                        + " as */10.";
        return new InputError(path, "invalid_cron", message);
    }

    /** Each field is parsed alone, so that all wrong ones are found. */
    private static boolean isValid(String field, int index) {
        if (!ALLOWED.matcher(field).matches()) {
            return false;
        }
        String[] alone = {"*", "*", "*", "*", "*"};
        alone[index] = field;
        try {
            PARSER.parse(String.join(" ", alone));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void check(List<InputError> faults, String path) {
        if (isAmbiguous(dayOfMonth, dayOfWeek) || isAmbiguous(dayOfWeek, dayOfMonth)) {
            String message =
                    path
                            + " has a step such as */2 for one kind of day and names days of the"
                            + " other kind. Cron programs differ in what that means; write a range,"
                            + " such as 1-31/2, for days of either kind.";
            faults.add(new InputError(path, "ambiguous_days", message));
        }
        if (isTooOften()) {
            String message = path + " fires more often than every 5 minutes.";
            faults.add(new InputError(path, "too_often", message));
        }
        if (times().nextExecution(ORDINARY_DAY.atZone(ZoneOffset.UTC)).isEmpty()) {
            String message = path + " never fires: no month of it has such a day.";
            faults.add(new InputError(path, "never_fires", message));
        }
    }

    /**
     * Where both kinds of day are named, either is enough; where one is {@code *}, only the other
     * counts. Of {@code *}{@code /2} some programs say the first, others the second.
     */
    private static boolean isAmbiguous(String days, String others) {
        return days.startsWith("*") && !days.equals("*") && !others.equals("*");
    }

    /** Looks at two days in a row, and counts from the last time of a day to the next day. */
    private boolean isTooOften() {
        ExecutionTime daily = times(minute + " " + hour + " * * *");
        LocalDateTime last = next(daily, ORDINARY_DAY.minusMinutes(1)).orElseThrow();
        while (last.isBefore(ORDINARY_DAY.plusDays(1))) {
            LocalDateTime following = next(daily, last).orElseThrow();
            if (Duration.between(last, following).compareTo(SPACING_MIN) < 0) {
                return true;
            }
            last = following;
        }
        return false;
    }

    /** Whether the hour is {@code *} or a step of it, such as {@code *}{@code /2}. */
    boolean isEveryHour() {
        return EVERY_HOUR.matcher(hour).matches();
    }

    ExecutionTime times() {
        return times(String.join(" ", minute, hour, dayOfMonth, month, dayOfWeek));
    }

    private static ExecutionTime times(String text) {
        return ExecutionTime.forCron(PARSER.parse(text));
    }

    /** The library's answer for a wall-clock time; it has the precision of a minute. */
    static Optional<LocalDateTime> next(ExecutionTime times, LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(at -> at.toLocalDateTime());
    }
}
