package com.techbro24.crm.leads;

import java.util.List;
import java.util.Map;

/**
 * How far a lead has come, and which steps lead on from there.
 *
 * <pre>
 * from         category  to
 * new          open      every other status: a first call may end in a sale or a refusal
 * attempted    working   every other status but new
 * contacted    working   every other status but new and attempted: who was reached was reached
 * qualified    working   the same, and back to contacted
 * negotiation  working   the same, and back to contacted and qualified
 * nurture      on_hold   every other status but new: a call may come to nothing again
 * unqualified  lost      attempted, contacted, qualified, nurture, lost: it was judged too early
 * lost         lost      attempted, contacted, qualified, negotiation, nurture: it came back
 * converted    won       none, save that a manager may take back a sale that was none, with the reason
 * </pre>
 *
 * <p>{@code lost} needs a reason, {@code unqualified} may have one, and no other status has any.
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

    private static final Map<LeadStatus, List<LeadStatus>> STEPS =
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
     * Where a lead may go whose sale was none: to every status but those of leads never reached.
     */
    public static final List<LeadStatus> AFTER_NO_SALE =
            List.of(CONTACTED, QUALIFIED, NEGOTIATION, NURTURE, UNQUALIFIED, LOST);

    /** The statuses that can follow this one. */
    public List<LeadStatus> steps() {
        return STEPS.getOrDefault(this, List.of());
    }
}
