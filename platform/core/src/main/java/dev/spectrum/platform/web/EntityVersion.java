package dev.spectrum.platform.web;

import jakarta.ws.rs.core.EntityTag;
import org.jspecify.annotations.Nullable;

/** A thing's version as the entity tag of HTTP. */
public final class EntityVersion {

    private EntityVersion() {}

    /** For {@code Response.tag}. */
    public static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * @param ifMatch the request's {@code If-Match}; absent or {@code *} matches whatever is there
     * @throws ProblemException 412 if it names another version
     */
    public static void require(@Nullable String ifMatch, long current) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",", -1)) {
            if (tag.strip().equals("\"" + current + "\"")) {
                return;
            }
        }
        throw ProblemException.stale();
    }
}
