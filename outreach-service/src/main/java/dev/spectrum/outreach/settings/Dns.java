package dev.spectrum.outreach.settings;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What the world's DNS says of a name. Fails where it says nothing at all; never within a transaction. */
public interface Dns {

    /** Empty where the name has none. */
    Uni<List<String>> texts(String name);

    /** What the name is another name for, without a dot at its end; empty where it is none. */
    Uni<List<String>> aliases(String name);
}
