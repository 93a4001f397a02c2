package com.techbro24.crm.analytics;

import java.util.Collection;

/** Which calls are meant, as sets of bits; by its status, outcome, direction and lead's source. */
final class CallFilter {
    static final CallFilter ALL = new CallFilter(-1, -1, -1, -1);

    private final int states;
    private final int results;
    private final int ways;
    private final int source;

    private CallFilter(int states, int results, int ways, int source) {
        this.states = states;
        this.results = results;
        this.ways = ways;
        this.source = source;
    }

    /**
     * @param source the number of a source; -1 for any
     */
    static CallFilter of(
            Collection<CallState> states,
            Collection<CallResult> results,
            Collection<CallWay> ways,
            int source) {
        return new CallFilter(
                bits(states, 0),
                // The outcome 0 is none.
                bits(results, 1),
                bits(ways, 0),
                source);
    }

    private static int bits(Collection<? extends Enum<?>> words, int shift) {
        int bits = words.isEmpty() ? -1 : 0;
        for (Enum<?> word : words) {
            bits |= 1 << (word.ordinal() + shift);
        }
        return bits;
    }

    boolean fits(long first, long other, LeadFacts leads) {
        int way = CallFact.isOutbound(first) ? 1 : 0;
        return (states >> CallFact.state(first) & 1) != 0
                && (results >> CallFact.result(first) & 1) != 0
                && (ways >> way & 1) != 0
                && (source < 0 || isOfSource(CallFact.lead(other), leads));
    }

    private boolean isOfSource(int lead, LeadFacts leads) {
        return lead != 0 && source != 0 && leads.source(lead) == source;
    }
}
