package com.techbro24.crm.imports;

/** The order of day, month and year in a date that is written in digits. */
public enum DateOrder {
    DMY,
    MDY,
    YMD
}
