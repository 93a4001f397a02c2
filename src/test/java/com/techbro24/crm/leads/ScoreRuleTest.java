package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Leads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreRuleTest {
    private static final Lead LEAD =
            Lead.create(
                    Leads.lead()
                            .with("company", "Grün & Söhne")
                            .with("source", "web")
                            .with("value", 1_000)
                            .with("tags", List.of("VIP", "solar"))
                            .with("doNotCall", true)
                            .with("customFields", Map.of("floors", 2, "roof", "flat"))
                            .command(),
                    "id",
                    null,
                    Instant.EPOCH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    company              | exists      | true             | true
                    phone                | exists      | true             | false
                    phone                | exists      | false            | true
                    consent              | exists      | true             | false
                    company              | contains    | "sohne"          | true
                    company              | starts_with | "gru"            | true
                    company              | starts_with | "sohne"          | false
                    source               | eq          | "WEB"            | true
                    source               | ne          | "web"            | false
                    email                | ne          | "a@example.com"  | true
                    source               | in          | ["ads","web"]    | true
                    email                | in          | ["a@example.com"]| false
                    source               | not_in      | ["ads","web"]    | false
                    email                | not_in      | ["a@example.com"]| true
                    status               | eq          | "new"            | true
                    value                | gte         | 1000.0           | true
                    value                | gt          | 1000             | false
                    value                | lte         | 1000             | true
                    value                | lt          | 1000             | false
                    callAttempts         | lt          | 1                | true
                    tags                 | contains    | "vip"            | true
                    tags                 | contains    | "sol"            | false
                    doNotCall            | eq          | true             | true
                    customFields.floors  | gte         | 2                | true
                    customFields.roof    | eq          | "flat"           | true
                    customFields.roof    | lt          | 3                | false
                    customFields.garden  | lt          | 3                | false
                    customFields.garden  | exists      | false            | true
                    """)
    void a_rule_looks_at_one_field(String field, String operator, String value, boolean met) {
        ScoreRule rule =
                new ScoreRule(
                        "rule",
                        "reason",
                        1,
                        field,
                        com.techbro24.crm.base.EnumNames.get(ScoreOperator.class, operator),
                        Json.read(value));
        assertThat(rule.error("rules[0]")).isEmpty();
        assertThat(rule.matches(LEAD)).isEqualTo(met);
    }
}
