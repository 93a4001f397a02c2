package com.techbro24.crm.leads.consent;

import com.techbro24.crm.base.Growing;

/** How a lead is contacted. */
@Growing
public enum ConsentChannel {
    CALL,
    SMS,
    EMAIL
}
