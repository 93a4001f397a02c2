package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A message to send.
 *
 * @param text at most six segments: 918 characters of the GSM alphabet, or 402 others
 */
record SmsRequest(
        @NotBlank
                @Multiline
                @Size(max = SmsRequest.LENGTH_MAX)
                @Example("\"Your offer is in your inbox. Reply STOP to end.\"")
                String text) {
    /** No text of six segments is longer. */
    static final int LENGTH_MAX = 918;
}
