package com.techbro24.crm.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line: time (ISO 8601), level, logger, message, then the key-value pairs of
 * the event and its MDC, then the error with its stack.
 *
 * <p>Logback's own encoder writes many more fields and nests the pairs.
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final Set<String> OURS =
            Set.of("time", "level", "logger", "message", "thread", "error");
    private static final byte[] NOTHING = {};

    private final JsonFactory json = new JsonFactory();
    private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

    @Override
    public void start() {
        stacks.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("time", event.getInstant().toString());
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", event.getLoggerName());
            out.writeStringField("message", event.getFormattedMessage());
            out.writeStringField("thread", event.getThreadName());
            if (event.getKeyValuePairs() != null)
                for (var pair : event.getKeyValuePairs()) write(out, pair.key, pair.value);
            for (var entry : event.getMDCPropertyMap().entrySet())
                write(out, entry.getKey(), entry.getValue());
            if (event.getThrowableProxy() != null) writeError(out, event);
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, String key, @Nullable Object value)
            throws IOException {
        out.writeFieldName(OURS.contains(key) ? key + "_" : key);
        switch (value) {
            case null -> out.writeNull();
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            default -> out.writeString(value.toString());
        }
    }

    private void writeError(JsonGenerator out, ILoggingEvent event) throws IOException {
        IThrowableProxy error = event.getThrowableProxy();
        out.writeObjectFieldStart("error");
        out.writeStringField("type", error.getClassName());
        out.writeStringField("message", error.getMessage());
        out.writeStringField("stack", stacks.convert(event));
        out.writeEndObject();
    }
}
