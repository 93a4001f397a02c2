package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was acknowledged. Each written word is unique: {@code w000017w}. A word is where it was
 * written, or in a conflict of its row, unless somebody replaced it who had seen it.
 */
final class SyncLedger {
    private static final Pattern WORD = Pattern.compile("w\\d{6}w");

    private final Map<String, String> rowOfWord = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<String, List<SyncDevice.Pending>> done = new HashMap<>();

    SyncLedger copy() {
        SyncLedger copy = new SyncLedger();
        copy.rowOfWord.putAll(rowOfWord);
        copy.replaced.addAll(replaced);
        done.forEach((device, all) -> copy.done.put(device, new ArrayList<>(all)));
        return copy;
    }

    /**
     * After a restore. What was replaced since stays known: a replacement may be in the backup
     * though its answer came later.
     */
    SyncLedger restoredBy(SyncLedger ofBackup) {
        ofBackup.replaced.addAll(replaced);
        return ofBackup;
    }

    void answered(SyncDevice device, SyncDevice.Done answer) {
        SyncDevice.Pending pending = answer.pending();
        done.computeIfAbsent(device.name, key -> new ArrayList<>()).add(pending);
        JsonNode result = answer.result();
        boolean isRefused =
                result.get("status").textValue().equals("rejected")
                        && result.path("conflicts").isEmpty();
        if (!isRefused) {
            written(pending.id(), pending.mutation().path("set"), pending.mutation().path("was"));
        }
    }

    /** Values that were written over others, by somebody who saw those. */
    void written(String id, JsonNode set, JsonNode was) {
        Set<String> before = words(was);
        Set<String> after = words(set);
        for (String word : after) {
            if (!before.contains(word)) {
                rowOfWord.put(word, id);
            }
        }
        before.removeAll(after);
        replaced.addAll(before);
    }

    private static Set<String> words(JsonNode values) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(values.toString());
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    List<SyncDevice.Pending> of(SyncDevice device) {
        return done.getOrDefault(device.name, List.of());
    }

    void check(SyncWorld world) {
        Map<String, String> kept = new HashMap<>();
        rowOfWord.forEach(
                (word, id) -> {
                    if (!replaced.contains(word)) {
                        assertThat(kept.computeIfAbsent(id, world::kept))
                                .as("%s, written to %s, is in the row or in a conflict", word, id)
                                .contains(word);
                    }
                });
    }
}
