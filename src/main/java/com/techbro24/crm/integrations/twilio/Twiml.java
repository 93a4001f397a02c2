package com.techbro24.crm.integrations.twilio;

import java.util.List;
import java.util.Map;

/** Answers to Twilio's voice requests, in TwiML. */
public final class Twiml {
    public static final String TYPE = "text/xml";

    private static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
    private static final String END = "</Response>";

    private Twiml() {}

    /** Ends the call. */
    public static String hangUp() {
        return START + "<Hangup/>" + END;
    }

    /** Refuses a call that was not answered yet; it costs nothing. */
    public static String reject() {
        return START + "<Reject reason=\"busy\"/>" + END;
    }

    /** Answers nothing: what goes on goes on. */
    public static String nothing() {
        return START + END;
    }

    /**
     * Calls a number and connects it.
     *
     * @param dial the attributes of {@code <Dial>}, in their order
     * @param attributes those of {@code <Number>}
     */
    public static String dial(
            List<Map.Entry<String, String>> dial,
            List<Map.Entry<String, String>> attributes,
            String number) {
        StringBuilder text = new StringBuilder(START).append("<Dial");
        append(text, dial);
        text.append("><Number");
        append(text, attributes);
        return text.append('>')
                .append(escaped(number))
                .append("</Number></Dial>")
                .append(END)
                .toString();
    }

    private static void append(StringBuilder text, List<Map.Entry<String, String>> attributes) {
        attributes.forEach(
                each ->
                        text.append(' ')
                                .append(each.getKey())
                                .append("=\"")
                                .append(escaped(each.getValue()))
                                .append('"'));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
