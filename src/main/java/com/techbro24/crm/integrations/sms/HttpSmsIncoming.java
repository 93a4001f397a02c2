package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A message from outside, as an SMS gateway hands it over.
 *
 * @param id the gateway's id of it; it counts once
 * @param from the number that sent it
 * @param text what it says
 * @param optOut what the gateway says that it means; null to find it in the text
 */
@Example("{\"id\":\"in-17\",\"from\":\"+4930901820\",\"text\":\"STOP\"}")
record HttpSmsIncoming(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String id,
        @NotBlank @Size(max = Limits.PHONE_LENGTH_MAX) String from,
        @NotNull @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) String text,
        @Nullable OptOut optOut) {}
