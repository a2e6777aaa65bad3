package dev.spectrum.gateway.connectors.format;

import java.time.Duration;
import java.util.Map;

/** How a vendor knows who calls. The templates are filled from {@code {credentials, settings}}. */
public sealed interface Authentication {

    record None() implements Authentication {}

    /** {@code Authorization: Bearer ...}. */
    record Bearer(Template token) implements Authentication {}

    record Header(String name, Template value) implements Authentication {}

    record Query(String name, Template value) implements Authentication {}

    /** RFC 7617. */
    record Basic(Template username, Template password) implements Authentication {}

    /**
     * A bearer token that is fetched, and fetched again when it has expired. The credentials keep it: {@code access_token},
     * {@code expires_at} (ISO 8601), {@code refresh_token}.
     *
     * @param clientInHeader whether client_id and client_secret go as Basic, or in the body
     * @param parameters further ones of the token request
     * @param claims of the assertion, for {@link Grant#JWT_BEARER}
     * @param lifetime of a token that comes without one
     */
    record OAuth2(
            Grant grant,
            Template tokenUrl,
            boolean clientInHeader,
            Map<String, Template> parameters,
            Map<String, Template> claims,
            Duration lifetime)
            implements Authentication {}

    enum Grant {
        REFRESH_TOKEN,
        CLIENT_CREDENTIALS,
        /** RFC 7523, with {@code private_key} (PKCS #8 in PEM), RS256. */
        JWT_BEARER
    }
}
