package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallingZoneTest {
    @Test
    void the_leads_time_zone_overrides_that_of_its_number() {
        assertThat(CallingZone.key("Asia/Tokyo", "+493012345678")).isEqualTo("Asia/Tokyo");
        assertThat(CallingZone.key(null, "+493012345678")).isEqualTo("Europe/Berlin");
    }

    @Test
    void the_area_code_determines_the_zone_in_large_countries() {
        assertThat(CallingZone.key(null, "+12125550123")).isEqualTo("America/New_York");
        assertThat(CallingZone.key(null, "+14155550123")).isEqualTo("America/Los_Angeles");
    }

    @Test
    void a_mobile_number_has_all_zones_of_its_country() {
        List<ZoneId> zones =
                CallingZone.zones(CallingZone.key(null, "+61412345678"), ZoneOffset.UTC);

        assertThat(zones).contains(ZoneId.of("Australia/Sydney"), ZoneId.of("Australia/Perth"));
    }

    @Test
    void zones_with_equal_rules_are_merged() {
        assertThat(CallingZone.zones(CallingZone.key(null, "+447911123456"), ZoneOffset.UTC))
                .hasSize(1)
                .first()
                .satisfies(
                        zone ->
                                assertThat(zone.getRules())
                                        .isEqualTo(ZoneId.of("Europe/London").getRules()));
    }

    @Test
    void an_unknown_zone_falls_back_to_the_setting() {
        assertThat(CallingZone.zones(CallingZone.key(null, null), ZoneId.of("Asia/Tokyo")))
                .containsExactly(ZoneId.of("Asia/Tokyo"));
    }
}
