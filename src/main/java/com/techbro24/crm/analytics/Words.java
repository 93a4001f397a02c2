package com.techbro24.crm.analytics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words with a number each, from 1 in the order of their first use; 0 is no word. */
final class Words {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    /** The number of a word, a new one for a new word; 0 for null. */
    int number(@Nullable String word) {
        if (word == null) {
            return 0;
        }
        Integer known = numbers.get(word);
        if (known != null) {
            return known;
        }
        words.add(word);
        numbers.put(word, words.size());
        return words.size();
    }

    /** The number of a word; 0 for an unknown one. */
    int find(String word) {
        return numbers.getOrDefault(word, 0);
    }

    String word(int number) {
        return words.get(number - 1);
    }
}
