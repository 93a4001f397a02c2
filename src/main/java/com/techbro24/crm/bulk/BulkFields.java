package com.techbro24.crm.bulk;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.leads.LeadPriority;
import com.techbro24.crm.leads.LeadStatus;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of many leads that a bulk change may set.
 *
 * @param lostReason why they are lost or unqualified; only with such a status
 * @param assignedAgentId an explicit null returns them to the pool
 * @param source where the leads came from
 * @param addTags tags that each gets
 * @param removeTags tags that each loses, ignoring case and accents
 * @param customFields only the provided keys change; a null value removes a key
 */
public record BulkFields(
        @NotNull LeadStatus status,
        @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String lostReason,
        @NotNull LeadPriority priority,
        @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String source,
        @NotNull @Size(max = Limits.TAGS_MAX)
                List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> addTags,
        @NotNull @Size(max = Limits.TAGS_MAX)
                List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> removeTags,
        @Size(max = Limits.CUSTOM_FIELDS_MAX) @NotNull Map<String, @Nullable Object> customFields) {
    static final String ADD_TAGS = "addTags";
    static final String REMOVE_TAGS = "removeTags";
}
