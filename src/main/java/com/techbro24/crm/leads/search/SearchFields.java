package com.techbro24.crm.leads.search;

import org.jspecify.annotations.Nullable;

/** The searchable fields of a lead. */
public record SearchFields(
        String name,
        @Nullable String email,
        @Nullable String company,
        @Nullable String phoneE164) {}
