package com.techbro24.crm.http;

import org.jspecify.annotations.Nullable;

/**
 * The address under which clients reach this server, possibly through a proxy that serves it below
 * a path. The proxy may remove that path or keep it.
 *
 * @param origin scheme, host and port, {@code https://example.com}; empty if unknown
 * @param prefix the path before all paths of this server, {@code /crm}; empty for none
 */
public record PublicUrl(String origin, String prefix) {
    /** No public address is known, and there is no prefix. */
    public static final PublicUrl NONE = new PublicUrl("", "");

    /** The path as clients ask for it. */
    public String path(String own) {
        return prefix + own;
    }

    /** The server's own path, if this one starts with the prefix; null otherwise. */
    public @Nullable String own(String path) {
        if (prefix.isEmpty() || !path.startsWith(prefix)) {
            return null;
        }
        String own = path.substring(prefix.length());
        return own.isEmpty() ? "/" : own.startsWith("/") ? own : null;
    }

    /** The base of all paths, for documents; {@code /} if it is unknown. */
    public String base() {
        String base = origin + prefix;
        return base.isEmpty() ? "/" : base;
    }

    /** The page with its links as clients ask for them. */
    public String links(String html) {
        return html.replace("=\"/", "=\"" + prefix + "/");
    }
}
