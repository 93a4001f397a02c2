package com.techbro24.crm.leads;

import java.util.List;
import java.util.Map;

/**
 * The status of a lead, and the allowed transitions.
 *
 * <pre>
 * from         category  to
 * new          open      every other status: a first call may end in a sale or a refusal
 * attempted    working   every other status but new
 * contacted    working   every other status but new and attempted
 * qualified    working   the same, and back to contacted
 * negotiation  working   the same, and back to contacted and qualified
 * nurture      on_hold   every other status but new
 * unqualified  lost      attempted, contacted, qualified, nurture, lost
 * lost         lost      attempted, contacted, qualified, negotiation, nurture
 * converted    won       none, except that a manager can revoke a sale, with a reason
 * </pre>
 *
 * <p>{@code lost} requires a reason, {@code unqualified} may have one, other statuses have none.
 */
public enum LeadStatus {
    NEW(LeadCategory.OPEN),
    ATTEMPTED(LeadCategory.WORKING),
    CONTACTED(LeadCategory.WORKING),
    QUALIFIED(LeadCategory.WORKING),
    NEGOTIATION(LeadCategory.WORKING),
    CONVERTED(LeadCategory.WON),
    NURTURE(LeadCategory.ON_HOLD),
    UNQUALIFIED(LeadCategory.LOST),
    LOST(LeadCategory.LOST);

    private static final Map<LeadStatus, List<LeadStatus>> TRANSITIONS =
            Map.of(
                    NEW,
                    List.of(
                            ATTEMPTED,
                            CONTACTED,
                            QUALIFIED,
                            NEGOTIATION,
                            CONVERTED,
                            NURTURE,
                            UNQUALIFIED,
                            LOST),
                    ATTEMPTED,
                    List.of(
                            CONTACTED,
                            QUALIFIED,
                            NEGOTIATION,
                            CONVERTED,
                            NURTURE,
                            UNQUALIFIED,
                            LOST),
                    CONTACTED,
                    List.of(QUALIFIED, NEGOTIATION, CONVERTED, NURTURE, UNQUALIFIED, LOST),
                    QUALIFIED,
                    List.of(CONTACTED, NEGOTIATION, CONVERTED, NURTURE, UNQUALIFIED, LOST),
                    NEGOTIATION,
                    List.of(CONTACTED, QUALIFIED, CONVERTED, NURTURE, UNQUALIFIED, LOST),
                    NURTURE,
                    List.of(
                            ATTEMPTED,
                            CONTACTED,
                            QUALIFIED,
                            NEGOTIATION,
                            CONVERTED,
                            UNQUALIFIED,
                            LOST),
                    UNQUALIFIED,
                    List.of(ATTEMPTED, CONTACTED, QUALIFIED, NURTURE, LOST),
                    LOST,
                    List.of(ATTEMPTED, CONTACTED, QUALIFIED, NEGOTIATION, NURTURE),
                    CONVERTED,
                    List.of());

    private final LeadCategory category;

    LeadStatus(LeadCategory category) {
        this.category = category;
    }

    public LeadCategory category() {
        return category;
    }

    /**
     * The allowed statuses after a revoked sale: all but those of leads that were never reached.
     */
    public static final List<LeadStatus> AFTER_REVOKED_SALE =
            List.of(CONTACTED, QUALIFIED, NEGOTIATION, NURTURE, UNQUALIFIED, LOST);

    /** The statuses that can follow this one. */
    public List<LeadStatus> transitions() {
        return TRANSITIONS.getOrDefault(this, List.of());
    }
}
