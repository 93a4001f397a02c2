package com.techbro24.crm.automation;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is not saved, and what it is tried on.
 *
 * @param rule as for creating it
 * @param seq the event by its number in the log
 * @param entity the row to try the rule on
 * @param days how many days of past events to try
 */
@Example(
        """
        {"rule":{"name":"Lost","trigger":{"event":"lead.status_changed"},
          "conditions":{"field":"lead.status","op":"changed_to","value":"lost"},
          "actions":[{"type":"send_notification","params":{"to":"owner","title":"{{lead.name}}"}}]},
         "days":1}
        """)
public record DraftTest(
        @NotNull AutomationCommand.Create rule,
        @Min(1) @Nullable Long seq,
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String entity,
        @Min(1) @Max(31) @Nullable Integer days) {
    RuleTest test() {
        return new RuleTest(seq, entity, days);
    }
}
