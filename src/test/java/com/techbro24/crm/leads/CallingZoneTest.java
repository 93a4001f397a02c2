package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallingZoneTest {
    @Test
    void a_leads_own_time_zone_goes_before_its_numbers() {
        assertThat(CallingZone.key("Asia/Tokyo", "+493012345678")).isEqualTo("Asia/Tokyo");
        assertThat(CallingZone.key(null, "+493012345678")).isEqualTo("Europe/Berlin");
    }

    @Test
    void a_number_of_a_large_country_is_placed_by_its_area_code() {
        assertThat(CallingZone.key(null, "+12125550123")).isEqualTo("America/New_York");
        assertThat(CallingZone.key(null, "+14155550123")).isEqualTo("America/Los_Angeles");
    }

    @Test
    void a_mobile_number_may_be_anywhere_in_its_country() {
        List<ZoneId> zones =
                CallingZone.zones(CallingZone.key(null, "+61412345678"), ZoneOffset.UTC);

        assertThat(zones).contains(ZoneId.of("Australia/Sydney"), ZoneId.of("Australia/Perth"));
    }

    @Test
    void zones_with_equal_clocks_are_one() {
        assertThat(CallingZone.zones(CallingZone.key(null, "+447911123456"), ZoneOffset.UTC))
                .hasSize(1)
                .first()
                .satisfies(
                        zone ->
                                assertThat(zone.getRules())
                                        .isEqualTo(ZoneId.of("Europe/London").getRules()));
    }

    @Test
    void where_nothing_is_known_it_is_where_the_house_says() {
        assertThat(CallingZone.zones(CallingZone.key(null, null), ZoneId.of("Asia/Tokyo")))
                .containsExactly(ZoneId.of("Asia/Tokyo"));
    }
}
