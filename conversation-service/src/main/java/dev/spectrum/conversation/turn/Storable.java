package dev.spectrum.conversation.turn;

import dev.spectrum.platform.model.ToolRequest;

/** What a model said, as it can be kept: PostgreSQL has no NUL, and a server may ignore every limit that it was given. */
public final class Storable {

    /** Tools' names have 128 characters at most, ids of calls fewer. */
    private static final int LONGEST_NAME = 200;

    private Storable() {}

    public static String text(String said) {
        return said.replace('\0', '\ufffd');
    }

    /** With a name of bearable length, and an id of such a one or none. */
    public static ToolRequest request(ToolRequest said) {
        String id = said.id() == null || said.id().length() > LONGEST_NAME ? "" : text(said.id());
        return new ToolRequest(id, Tokens.start(text(said.name()), LONGEST_NAME), said.arguments());
    }
}
