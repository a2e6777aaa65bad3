package dev.spectrum.demomodel.http;

import org.jspecify.annotations.Nullable;

/** A request that is not answered, as OpenAI's {@code error} object says it. */
final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String param;
    private final @Nullable String code;

    InvalidRequest(int status, String message, @Nullable String param, @Nullable String code) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    static InvalidRequest at(String param, String message) {
        return new InvalidRequest(400, message, param, null);
    }

    int status() {
        return status;
    }

    @Nullable
    String param() {
        return param;
    }

    @Nullable
    String code() {
        return code;
    }
}
