package com.techbro24.crm.analytics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The leads, numbered from 1, in columns; and their stays, one for each time that a lead was in a
 * stage. A deleted lead keeps its row, because it may return, and counts nowhere.
 */
final class LeadFacts {
    /** The first attempt of a lead that nobody has called. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int FLAG_DELETED = 1;
    private static final int FLAG_NEXT_STEP = 2;

    private final IdIndex ids = new IdIndex();
    private long[] created = new long[1_024];
    private long[] attempted = new long[1_024];
    private long[] values = new long[1_024];
    private char[] agents = new char[1_024];
    private int[] sources = new int[1_024];
    private short[] currencies = new short[1_024];
    private byte[] flags = new byte[1_024];
    private int[] lastStays = new int[1_024];
    private final StayFacts stays = new StayFacts();

    /** The number of the lead; 0 for null and for an unknown one. */
    int find(@Nullable String id) {
        return id == null ? 0 : ids.find(id);
    }

    /** The number of the lead, a new one for a new id. */
    int add(String id, long createdSecond) {
        int number = ids.add(id);
        if (number >= created.length) {
            grow(created.length * 2);
        }
        if (lastStays[number] == 0) {
            created[number] = createdSecond;
            attempted[number] = NEVER;
        }
        return number;
    }

    private void grow(int length) {
        created = Arrays.copyOf(created, length);
        attempted = Arrays.copyOf(attempted, length);
        values = Arrays.copyOf(values, length);
        agents = Arrays.copyOf(agents, length);
        sources = Arrays.copyOf(sources, length);
        currencies = Arrays.copyOf(currencies, length);
        flags = Arrays.copyOf(flags, length);
        lastStays = Arrays.copyOf(lastStays, length);
    }

    /**
     * Sets what a lead has now.
     *
     * @param value in ten-thousandths; 0 for none
     */
    void describe(
            int lead,
            boolean deleted,
            int agent,
            int source,
            long value,
            int currency,
            boolean hasNextStep) {
        agents[lead] = (char) agent;
        sources[lead] = source;
        values[lead] = value;
        currencies[lead] = (short) currency;
        flags[lead] = (byte) ((deleted ? FLAG_DELETED : 0) | (hasNextStep ? FLAG_NEXT_STEP : 0));
    }

    /** Opens a stay and closes the one before it. */
    void enter(int lead, Stage stage, int agent, long second) {
        if (lastStays[lead] != 0) {
            stays.close(lastStays[lead], stage, second);
        }
        lastStays[lead] = stays.add(lead, stage, agent, second);
    }

    /** The first attempt moves back to an earlier call. */
    void attempt(int lead, long second) {
        attempted[lead] = Math.min(attempted[lead], second);
    }

    void setFirstAttempt(int lead, long second) {
        attempted[lead] = second;
    }

    int size() {
        return ids.size();
    }

    String id(int lead) {
        return ids.id(lead);
    }

    long created(int lead) {
        return created[lead];
    }

    /** When the first outgoing call started; {@link #NEVER} without one. */
    long firstAttempt(int lead) {
        return attempted[lead];
    }

    /** Its agent now; 0 for nobody. */
    int agent(int lead) {
        return agents[lead];
    }

    int source(int lead) {
        return sources[lead];
    }

    long value(int lead) {
        return values[lead];
    }

    int currency(int lead) {
        return currencies[lead];
    }

    boolean isDeleted(int lead) {
        return (flags[lead] & FLAG_DELETED) != 0;
    }

    boolean hasNextStep(int lead) {
        return (flags[lead] & FLAG_NEXT_STEP) != 0;
    }

    /** Its current stay. */
    int lastStay(int lead) {
        return lastStays[lead];
    }

    StayFacts stays() {
        return stays;
    }

    long bytes() {
        return ids.bytes() + created.length * 37L + stays.bytes();
    }
}
