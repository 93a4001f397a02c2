package com.techbro24.crm.automation.conditions;

/**
 * An event that a rule can wait for.
 *
 * @param name subject and past tense, {@code call.missed}
 * @param entityType the type of its record
 * @param hasBefore whether its record may have existed before
 */
public record Event(String name, String entityType, boolean hasBefore) {}
