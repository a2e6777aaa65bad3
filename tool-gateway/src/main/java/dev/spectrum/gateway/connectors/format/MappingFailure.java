package dev.spectrum.gateway.connectors.format;

/** A mapping that does not fit what it got. Its message names the place in the mapping and quotes no data. */
public final class MappingFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MappingFailure(String what) {
        super("A mapping failed: " + what, null, false, false);
    }
}
