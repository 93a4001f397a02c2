package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.leads.CallingZone;
import com.techbro24.crm.leads.DoNotCallStore;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an outgoing call is allowed now; the only place that checks the calling rules. */
record CallPermission(List<CallingRule> broken, List<ZoneId> zones, Optional<Instant> opensAt) {
    static CallPermission of(
            @Nullable String leadId,
            @Nullable String phone,
            CallSettings settings,
            Context context) {
        String number = PhoneNumbers.e164(phone).orElse(null);
        Optional<Lead> lead =
                leadId == null ? Optional.empty() : LeadStore.find(context.tx(), leadId);
        List<CallingRule> broken = new ArrayList<>();
        boolean doNotCall =
                lead.map(Lead::doNotCall).orElse(false)
                        || DoNotCallStore.isListed(context.tx(), phone);
        if (doNotCall) {
            broken.add(CallingRule.DO_NOT_CALL);
        }
        String key = CallingZone.key(lead.map(Lead::timezone).orElse(null), number);
        List<ZoneId> zones = CallingZone.zones(key, settings.zone());
        CallingHours hours = CallRuleStore.hours(context.tx());
        if (hours.isOpen(zones, context.now())) {
            return new CallPermission(broken, zones, Optional.empty());
        }
        broken.add(CallingRule.CALLING_HOURS);
        return new CallPermission(broken, zones, hours.opensAt(zones, context.now()));
    }

    /** Refuses a forbidden call, unless a manager overrides the rules; returns the override. */
    @Nullable CallOverride check(boolean override, @Nullable String reason, Context context) {
        Caller caller = context.caller();
        if (override && caller.role() == Role.AGENT) {
            throw Problem.forbidden("Only a manager can override the calling rules.");
        }
        if (override && (reason == null || reason.isBlank())) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "overrideReason",
                                    "required",
                                    "overrideReason is required to override the calling rules.")));
        }
        if (broken.isEmpty()) {
            return null;
        }
        if (override && reason != null) {
            return new CallOverride(broken, reason.strip(), caller.agentId(), context.now());
        }
        List<InputError> errors =
                broken.stream()
                        .map(rule -> new InputError("leadId", EnumNames.of(rule), message(rule)))
                        .toList();
        Problem problem =
                Problem.unprocessable(errors.getFirst().message())
                        .with("rules", broken)
                        .with("errors", errors);
        if (broken.contains(CallingRule.CALLING_HOURS)) {
            problem.with("timezones", zones.stream().map(ZoneId::getId).toList());
            problem.with("opensAt", opensAt.orElse(null));
        }
        throw problem;
    }

    private String message(CallingRule rule) {
        return switch (rule) {
            case DO_NOT_CALL -> "This lead must not be called.";
            case ONE_CALL_AT_A_TIME -> "The agent was on another call.";
            case CALLING_HOURS -> "It is outside the calling hours of this lead.";
        };
    }
}
