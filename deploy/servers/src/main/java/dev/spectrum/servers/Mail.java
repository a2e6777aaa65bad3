package dev.spectrum.servers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as it reached one recipient.
 *
 * @param from    the address in its From header
 * @param to      the address it was delivered to
 * @param headers decoded; of a repeated header, the first
 * @param text    its text/plain part, decoded
 * @param html    its text/html part, decoded
 */
public record Mail(
        String from,
        String to,
        String subject,
        Map<String, String> headers,
        @Nullable String text,
        @Nullable String html) {}
