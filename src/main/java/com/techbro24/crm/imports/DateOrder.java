package com.techbro24.crm.imports;

/** The order of day, month and year in a numeric date. */
public enum DateOrder {
    DMY,
    MDY,
    YMD
}
