package com.techbro24.crm.outbound.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template of a mail, by name: a page and a text with {@code {{fields}}}. The page's fields are
 * escaped, but for those in three braces, which are pages themselves.
 */
public final class MailTemplate {
    private static final Pattern FIELD = Pattern.compile("\\{\\{(\\{?)(\\w+)}?}}");
    private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

    private final String html;
    private final String text;

    private MailTemplate(String html, String text) {
        this.html = html;
        this.text = text;
    }

    public static MailTemplate named(String name) {
        return new MailTemplate(read(name + ".html"), read(name + ".txt"));
    }

    private static String read(String file) {
        try (InputStream in = MailTemplate.class.getResourceAsStream("/mail/" + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no template " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String html(Map<String, String> fields) {
        return FIELD.matcher(html)
                .replaceAll(
                        found -> {
                            String value = fields.getOrDefault(found.group(2), "");
                            String shown = found.group(1).isEmpty() ? lines(value) : value;
                            return Matcher.quoteReplacement(shown);
                        });
    }

    public String text(Map<String, String> fields) {
        String filled =
                FIELD.matcher(text)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                fields.getOrDefault(found.group(2), "")));
        return EMPTY_LINES.matcher(filled).replaceAll("\n\n").strip() + "\n";
    }

    /** The fields {@code unsubscribe} and {@code unsubscribeText}. */
    public static Map<String, String> unsubscribeFields(@Nullable String url) {
        return url == null
                ? Map.of()
                : Map.of(
                        "unsubscribe",
                        "<a href=\"" + escape(url) + "\">Unsubscribe</a>",
                        "unsubscribeText",
                        "Unsubscribe: " + url);
    }

    /** A text as a part of a page. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String lines(String text) {
        return escape(text).replace("\n", "<br>\n");
    }
}
