package com.techbro24.crm.base;

/**
 * One error in the input.
 *
 * @param field the path of the field, {@code consent.basis} or {@code tags[3]}
 * @param code machine-readable, {@code invalid_phone}
 * @param message human-readable, one sentence
 */
public record InputError(String field, String code, String message) {}
