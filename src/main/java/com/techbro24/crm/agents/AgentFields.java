package com.techbro24.crm.agents;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an agent that an update may change. */
public record AgentFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
        @NotBlank @Email @Size(max = Limits.EMAIL_LENGTH_MAX) String email,
        @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
        @NotNull Role role,
        @Pattern(regexp = TEAM, message = TEAM_MESSAGE) @Nullable String team,
        @Zone @Nullable String timezone,
        @Size(max = Limits.TAGS_MAX) @Example("[\"german\"]")
                @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> skills,
        @Min(0) @Max(CAPACITY_MAX) @Nullable Integer capacity,
        @NotNull Boolean active) {
    /** No spaces: a team is part of a scope's name. */
    static final String TEAM = "^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}$";

    static final String TEAM_MESSAGE =
            "must be 1 to 60 letters, digits, ., _ or -, starting with a letter or digit";

    static final int CAPACITY_MAX = 1_000_000;
}
