package com.techbro24.crm.outbound.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of push messages.
 *
 * @param contact whom operators of browsers' push services may ask; empty for no Web Push
 * @param fcm the file of a Firebase service account; empty for no FCM
 * @param apns the access to Apple's service; empty for no APNs
 */
public record PushSettings(Optional<String> contact, Optional<Path> fcm, Optional<ApnsKey> apns) {
    public static final PushSettings NONE =
            new PushSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether any service is set up. */
    public boolean isAny() {
        return contact.isPresent() || fcm.isPresent() || apns.isPresent();
    }

    /**
     * The access to Apple's service.
     *
     * @param topic the id of the app
     * @param file the private key, a .p8 file
     */
    public record ApnsKey(String teamId, String keyId, String topic, Path file) {
        /** Of the form {@code TEAM:KEY:app.id:file.p8}. */
        public static ApnsKey parse(String text) {
            String[] parts = text.split(":", 4);
            if (parts.length < 4 || !parts[0].matches("\\w+") || !parts[1].matches("\\w+")) {
                throw new IllegalArgumentException(
                        "must be TEAM:KEY:app.id:file.p8, such as ABCDE12345:FGHIJ67890:com.example.crm:apns.p8");
            }
            return new ApnsKey(parts[0], parts[1], parts[2], readable(parts[3]));
        }
    }

    /** A URL by which the operator of a push service reaches a person. */
    public static String contact(String text) {
        if (text.matches("mailto:[^\\s@]+@[^\\s@]+|https://\\S+")) {
            return text;
        }
        throw new IllegalArgumentException(
                "must be mailto:somebody@example.com, or an https address");
    }

    public static Path readable(String text) {
        Path file = Path.of(text);
        if (Files.isReadable(file)) {
            return file;
        }
        throw new IllegalArgumentException("must name a file that can be read");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(file + " can't be read", unreadable);
        }
    }
}
