package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an SMS gateway tells of a message.
 *
 * @param id the id that the gateway answered, or the message's own id
 * @param error why it was not delivered; null if it was
 */
@Example("{\"id\":\"gw-17\",\"status\":\"delivered\"}")
record HttpSmsReceipt(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String id,
        @NotNull Status status,
        @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String error) {
    /** How far a message has come. */
    enum Status {
        SENT,
        DELIVERED,
        FAILED
    }
}
