package dev.spectrum.gateway.upstreams.web;

import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as it is sent.
 *
 * @param transport {@code streamable_http}, which has a url, or {@code stdio}, which has a command
 * @param tags the data sources that its tools belong to; left out, one that is named like the prefix
 * @param connectionId the connection whose credentials it is shown
 * @param timeoutSeconds how long a call may take; left out, 30
 * @param acceptDefinitions whether the first definitions that it gives are accepted unseen; left out, they are
 */
record UpstreamBody(
        @NotBlank @Size(max = 100) String name,

        @Nullable @Pattern(regexp = "streamable_http|stdio", message = "must be streamable_http or stdio")
        String transport,

        @Nullable @Size(max = 2000) String url,
        @Nullable @Size(max = 100) String command,

        @NotNull @Pattern(regexp = "[a-z][a-z0-9]{1,19}", message = "must be 2 to 20 of a-z and 0-9, a letter first")
        String prefix,

        @Nullable @Size(min = 1, max = 10) List<@NotNull @Pattern(regexp = TAG, message = TAG_MESSAGE) String> tags,

        @Nullable UUID connectionId,
        @Nullable @Min(1) @Max(80) Integer timeoutSeconds,
        @Nullable Boolean acceptDefinitions) {

    static final String TAG = "[a-z][a-z0-9_-]{0,39}";
    static final String TAG_MESSAGE = "must be 1 to 40 of a-z, 0-9, _ and -, a letter first";
    private static final int SECONDS = 30;

    /** @param commands the operator's list, by name */
    UpstreamDefinition toDefinition(Set<String> commands) {
        return new UpstreamDefinition(
                name.strip(),
                "stdio".equals(transport) ? stdio(commands) : streamableHttp(),
                prefix,
                tags == null ? List.of(prefix) : tags.stream().distinct().toList(),
                Optional.ofNullable(connectionId),
                timeoutSeconds == null ? SECONDS : timeoutSeconds);
    }

    boolean acceptsDefinitions() {
        return acceptDefinitions == null || acceptDefinitions;
    }

    private Transport stdio(Set<String> commands) {
        if (command == null || !commands.contains(command)) {
            throw ProblemException.invalid("/command", "Must be one that the operator of this service has listed.");
        } else if (url != null) {
            throw ProblemException.invalid("/url", "A process has none.");
        } else if (connectionId != null) {
            throw ProblemException.invalid("/connection_id", "A process is shown no credentials of yours.");
        }
        return new Transport.Stdio(command);
    }

    private Transport streamableHttp() {
        if (command != null) {
            throw ProblemException.invalid("/command", "Only an upstream over stdio has one.");
        }
        try {
            URI uri = new URI(url == null ? "" : url.strip());
            boolean isHttp = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return new Transport.StreamableHttp(uri);
            }
        } catch (java.net.URISyntaxException notAnAddress) {
            throw notAnAddress();
        }
        throw notAnAddress();
    }

    private static ProblemException notAnAddress() {
        return ProblemException.invalid(
                "/url",
                "Must be an address such as https://example.com/mcp, without a user, a password or a fragment.");
    }
}
