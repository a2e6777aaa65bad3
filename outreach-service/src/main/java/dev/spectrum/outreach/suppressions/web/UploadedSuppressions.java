package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.ReadSuppressions;
import dev.spectrum.outreach.suppressions.domain.SuppressionFile;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** A file of suppressions as it is uploaded, all of one channel. */
record UploadedSuppressions(Channel channel, SuppressionFile file) {

    private static final int LARGEST_FILE = 5_000_000;

    static UploadedSuppressions read(String csv, @Nullable String channel) {
        if (csv.length() > LARGEST_FILE) {
            throw ProblemException.of(
                    413, "file-too-large", "The file is too large", "A file may have " + LARGEST_FILE + " characters.");
        }
        Channel named = channel(channel);
        return new UploadedSuppressions(named, ReadSuppressions.read(csv, named));
    }

    /** Email if none is named. */
    static Channel channel(@Nullable String named) {
        return switch (QueryValue.oneOf(Channel.class, "channel", named).orElse(Channel.EMAIL)) {
            case EMAIL -> Channel.EMAIL;
            case SMS -> Channel.SMS;
            case VOICE -> Channel.VOICE;
            case LINKEDIN, MAIL -> throw ProblemException.invalid("?channel", "Must be email, sms or voice.");
        };
    }

    Response answer(int added) {
        return Response.ok(new SuppressionImportView(added, file.entries().size() - added, file.refused()))
                .build();
    }
}
