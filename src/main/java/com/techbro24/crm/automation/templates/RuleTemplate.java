package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import java.util.ArrayList;
import java.util.List;

/**
 * A template of one or more rules.
 *
 * @param name the name in the route that creates rules from it
 * @param title what a person calls it
 * @param description what its rules do, and what they do not
 */
public record RuleTemplate(
        String name,
        String title,
        String description,
        List<Parameter> parameters,
        @JsonIgnore Maker maker) {
    /** Writes the definitions; it may refuse values that do not go together. */
    interface Maker {
        List<ObjectNode> rules(Chosen chosen);
    }

    /**
     * The definitions of its rules, the main one first.
     *
     * @param given values by the name of the parameter; missing ones and null mean the standard
     * @param errors gets all faults
     * @return empty if there was a fault
     */
    public List<ObjectNode> rules(ObjectNode given, List<InputError> errors) {
        List<InputError> faults = new ArrayList<>();
        Chosen chosen = new Chosen(new ParameterCheck(faults).values(parameters, given), faults);
        List<ObjectNode> rules = maker.rules(chosen);
        errors.addAll(faults);
        return faults.isEmpty() ? rules : List.of();
    }
}
