package com.techbro24.crm.app;

/** A payload as it is written here, though no library would write it so. */
final class RawJson extends org.json.JSONObject {
    private final String text;

    RawJson(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
