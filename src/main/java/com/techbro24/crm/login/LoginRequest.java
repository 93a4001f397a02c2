package com.techbro24.crm.login;

import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to log in. The email's format is not validated: an invalid address gives the same
 * response as an unknown one.
 *
 * @param deviceId the client's name for its device; shown in the list of sessions
 * @param deviceName the name of the device, for the list of sessions
 */
public record LoginRequest(
        @NotBlank @Size(max = Limits.EMAIL_LENGTH_MAX) String email,
        @Verbatim @NotEmpty @Size(max = Passwords.LENGTH_MAX) String password,
        @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String deviceId,
        @Example("\"Ada's phone\"") @Size(max = Limits.NAME_LENGTH_MAX)
                @Nullable String deviceName) {
    @Override
    public String toString() {
        return "LoginRequest"; // keeps the password out of logs
    }
}
