package com.techbro24.crm.login;

import com.techbro24.crm.access.Password;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The request of an admin to reset an agent's password.
 *
 * @param ownPassword the admin's own password, so that an unlocked screen or a stolen session is
 *     not enough
 * @param newPassword the agent's new password
 */
public record NewPasswordRequest(
        @Example("\"correct horse battery staple\"")
                @Verbatim
                @NotEmpty
                @Size(max = Passwords.LENGTH_MAX)
                String ownPassword,
        @Verbatim
                @NotNull
                @Password
                @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                @Example("\"purple monkey dishwasher\"")
                String newPassword) {
    @Override
    public String toString() {
        return "NewPasswordRequest"; // keeps the password out of logs
    }
}
