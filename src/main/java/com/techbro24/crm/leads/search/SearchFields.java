package com.techbro24.crm.leads.search;

import org.jspecify.annotations.Nullable;

/** The fields of a lead by which a search finds it. */
public record SearchFields(
        String name,
        @Nullable String email,
        @Nullable String company,
        @Nullable String phoneE164) {}
