package com.techbro24.crm.base;

/**
 * One fault of an input.
 *
 * @param field the path of the field, {@code consent.basis} or {@code tags[3]}
 * @param code a word for programs, {@code invalid_phone}
 * @param message a sentence for people
 */
public record InputError(String field, String code, String message) {}
