package com.techbro24.crm.base;

/** Limits for every input, over REST and the socket. */
public final class Limits {
    public static final int NAME_LENGTH_MAX = 200;
    public static final int EMAIL_LENGTH_MAX = 254;
    public static final int PHONE_LENGTH_MAX = 40;
    public static final int WORD_LENGTH_MAX = 60;
    public static final int TEXT_LENGTH_MAX = 10_000;
    public static final int TAGS_MAX = 50;
    public static final int CUSTOM_FIELDS_MAX = 100;
    public static final int PAGE_ROWS_MAX = 200;
    public static final int PAGE_ROWS_DEFAULT = 50;

    private Limits() {}
}
