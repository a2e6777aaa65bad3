package dev.spectrum.gateway.tools;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a message matters, the least first (RFC 5424, as MCP names them). */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** As MCP writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LogLevel> of(String code) {
        return Arrays.stream(values())
                .filter(level -> level.code().equals(code))
                .findFirst();
    }
}
