package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Growing;

/** The CRMs that can be connected. */
@Growing
public enum Provider {
    HUBSPOT
}
