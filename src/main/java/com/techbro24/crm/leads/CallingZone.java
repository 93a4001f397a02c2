package com.techbro24.crm.leads;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The possible time zones of a lead: its own if set, otherwise those of its telephone number. A
 * mobile number may be in any zone of its country; then all zones count, so that nobody is called
 * at night.
 */
public final class CallingZone {
    private static final String NOWHERE = "";
    private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

    private CallingZone() {}

    /** The zones as one sortable string: names separated by commas; empty if unknown. */
    public static String key(@Nullable String timezone, @Nullable String phoneE164) {
        if (timezone != null) {
            return timezone;
        }
        return phoneE164 == null ? NOWHERE : ofNumber(phoneE164);
    }

    /** The zones of a key, or {@code fallback} if it is empty. */
    public static List<ZoneId> zones(String key, ZoneId fallback) {
        return key.isEmpty()
                ? List.of(fallback)
                : List.of(key.split(",")).stream().map(ZoneId::of).toList();
    }

    private static String ofNumber(String phoneE164) {
        try {
            var number = PhoneNumberUtil.getInstance().parse(phoneE164, null);
            Set<String> names = new TreeSet<>();
            for (String name :
                    PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number)) {
                if (NAMES.contains(name)) {
                    names.add(name);
                }
            }
            return String.join(",", distinct(names));
        } catch (NumberParseException e) {
            return NOWHERE;
        }
    }

    /** One name per set of equal zone rules, such as London, Jersey and Guernsey. */
    private static Iterable<String> distinct(Set<String> names) {
        Map<ZoneRules, String> byRules = new LinkedHashMap<>();
        names.forEach(name -> byRules.putIfAbsent(ZoneId.of(name).getRules(), name));
        return byRules.values();
    }
}
