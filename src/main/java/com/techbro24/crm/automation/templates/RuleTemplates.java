package com.techbro24.crm.automation.templates;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** All templates. */
public final class RuleTemplates {
    private final List<RuleTemplate> all;

    /**
     * @param zone the standard time zone of templates with a time of day
     */
    public RuleTemplates(ZoneId zone) {
        all =
                List.of(
                        LeadTemplates.newLeadFollowUp(),
                        CallTemplates.missedCallFollowUp(),
                        CallTemplates.leadQualification(),
                        ReminderTemplates.overdueReminderAlert(),
                        LeadTemplates.speedToLeadAlarm(),
                        LeadTemplates.staleLeadToPool(zone.getId()),
                        CallTemplates.noShow(),
                        ReminderTemplates.callbackPromised(),
                        LeadTemplates.winBack(zone.getId()),
                        ReminderTemplates.morningDigest(zone.getId()));
    }

    public List<RuleTemplate> all() {
        return all;
    }

    public Optional<RuleTemplate> find(String name) {
        return all.stream().filter(template -> template.name().equals(name)).findFirst();
    }
}
