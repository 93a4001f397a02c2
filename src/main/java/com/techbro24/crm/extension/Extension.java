package com.techbro24.crm.extension;

/**
 * A jar's entry point, named in {@code META-INF/services/com.techbro24.crm.extension.Extension}. It
 * is trusted code of this process.
 */
public interface Extension {
    /** The version of this package that the jar is written against: 1. */
    int apiVersion();

    /** A short name of lower-case letters, digits and hyphens; its paths begin with it. */
    String name();

    /** Declares what the extension adds. An exception refuses the start of the server. */
    void start(ExtensionContext context);

    /** Releases what it has opened, when the server stops. */
    default void stop() {}
}
