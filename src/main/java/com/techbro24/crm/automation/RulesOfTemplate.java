package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.templates.RuleTemplate;
import com.techbro24.crm.automation.templates.RuleTemplates;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules that a template made.
 *
 * @param rules some templates make two that belong together
 */
public record RulesOfTemplate(List<AutomationRule> rules) {
    /** The commands that create the rules, or a problem that names all errors. */
    static List<AutomationCommand.Create> commands(
            RuleTemplates templates, AutomationCommand.CreateFromTemplate command) {
        RuleTemplate template =
                templates
                        .find(command.templateName())
                        .orElseThrow(() -> Problem.notFound("automation template"));
        List<InputError> errors = new ArrayList<>();
        List<ObjectNode> rules =
                template.rules(
                        Objects.requireNonNullElseGet(command.params(), Json::object), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return rules.stream().map(rule -> command(rule, command)).toList();
    }

    private static AutomationCommand.Create command(
            ObjectNode rule, AutomationCommand.CreateFromTemplate from) {
        ObjectNode input = rule.deepCopy();
        input.put("template", from.templateName());
        if (from.enabled() != null) {
            input.put("enabled", from.enabled());
        }
        return CommandCatalog.bind(AutomationCommand.CREATE, input);
    }
}
