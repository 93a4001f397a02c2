package com.techbro24.crm.imports;

/** The decimal separator of numbers. */
public enum DecimalMark {
    POINT,
    COMMA
}
