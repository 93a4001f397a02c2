package com.techbro24.crm.login;

import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.base.Verbatim;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A password that an admin gives an agent. */
public record NewPasswordRequest(
        @Verbatim @NotNull @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                String newPassword) {
    @Override
    public String toString() {
        return "NewPasswordRequest"; // no password in a log
    }
}
