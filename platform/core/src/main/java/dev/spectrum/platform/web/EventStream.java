package dev.spectrum.platform.web;

import io.smallrye.mutiny.Multi;

/**
 * Server-sent events as an answer's entity. A resource that gave a {@code Multi} would have answered 200 before it knows
 * whether there is anything to stream.
 *
 * @param events as they are written, with the empty line that ends each
 */
public record EventStream(Multi<String> events) {

    /**
     * One event that a client can go on from.
     *
     * @param data in one line
     */
    public static String event(String id, String data) {
        return "id: " + id + "\ndata: " + data + "\n\n";
    }
}
