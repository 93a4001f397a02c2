package com.techbro24.crm.imports;

/** The sign before the decimals of a number. */
public enum DecimalMark {
    POINT,
    COMMA
}
