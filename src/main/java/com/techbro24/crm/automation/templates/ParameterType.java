package com.techbro24.crm.automation.templates;

import com.techbro24.crm.base.Growing;

/** The types of parameters. */
@Growing
public enum ParameterType {
    /** ISO 8601, in whole seconds: {@code PT15M}. */
    DURATION,
    /** A whole number. */
    NUMBER,
    BOOLEAN,
    /** One of the allowed words. */
    WORD,
    /** At least one of the allowed words. */
    WORDS,
    /** Any short texts; none means no limit. */
    TEXTS,
    /** The id of an agent; null for none. */
    AGENT,
    /** A time of day: {@code 08:00}. */
    TIME,
    /** An IANA time zone. */
    TIMEZONE
}
