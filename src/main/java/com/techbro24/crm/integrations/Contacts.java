package com.techbro24.crm.integrations;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds leads of the same person. */
public interface Contacts {
    /** The ids of the leads with this phone or email that the caller can see, oldest first. */
    List<String> find(Tx tx, @Nullable String phone, @Nullable String email, Caller caller);
}
