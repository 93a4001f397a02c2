package com.techbro24.crm.automation;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A time table.
 *
 * @param cron five fields: minute, hour, day of month, month, day of week
 * @param timezone null for the server's, {@code CRM_TIMEZONE}
 */
@Example("{\"cron\":\"0 9 * * 1-5\",\"timezone\":\"Europe/Berlin\"}")
public record Schedule(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String cron,
        @Zone @Nullable String timezone) {}
