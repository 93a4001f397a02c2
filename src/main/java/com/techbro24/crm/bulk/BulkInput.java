package com.techbro24.crm.bulk;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with many leads.
 *
 * @param ids the leads; null to select them by the filters of the query
 * @param action {@code change} sets the provided fields; {@code delete} deletes
 * @param set the fields of a change
 * @param automation whether automation rules answer it; only an admin may set it to false
 */
@Example(
        "{\"ids\":[\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\"],\"action\":\"change\",\"priority\":\"high\"}")
public record BulkInput(
        @Size(min = 1, max = BulkInput.IDS_MAX)
                @Nullable List<@NotNull @Pattern(regexp = Id.PATTERN) String> ids,
        @NotNull BulkAction action,
        Patch<BulkFields> set,
        @Nullable Boolean automation) {
    static final int IDS_MAX = 10_000;
}
