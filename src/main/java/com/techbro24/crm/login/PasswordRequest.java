package com.techbro24.crm.login;

import com.techbro24.crm.access.Password;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The request to change one's own password.
 *
 * @param currentPassword your current password
 * @param newPassword your new password
 */
public record PasswordRequest(
        @Example("\"correct horse battery staple\"")
                @Verbatim
                @NotEmpty
                @Size(max = Passwords.LENGTH_MAX)
                String currentPassword,
        @Verbatim
                @NotNull
                @Password
                @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                @Example("\"purple monkey dishwasher\"")
                String newPassword) {
    @Override
    public String toString() {
        return "PasswordRequest"; // keeps the password out of logs
    }
}
