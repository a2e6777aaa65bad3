package dev.spectrum.outreach.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedLinkTest {

    private static final byte[] KEY = new byte[] {1, 2, 3};
    private static final TrackedLink LINK = new TrackedLink(
            UUID.randomUUID(), UUID.randomUUID(), Optional.of(URI.create("https://acme.test/a?b=%20c#d")));

    @Test
    void saysWhatItsWriterSigned() {
        assertThat(followed(LINK.token(KEY), KEY)).contains(LINK);
        TrackedLink picture = new TrackedLink(LINK.tenantId(), LINK.touchId(), Optional.empty());
        assertThat(followed(picture.token(KEY), KEY)).contains(picture);
    }

    @Test
    void leadsNowhereWithAnotherKey() {
        assertThat(followed(LINK.token(KEY), new byte[] {1, 2, 4})).isEmpty();
    }

    @Test
    void leadsNowhereWithAnyBitChanged() {
        byte[] token = Base64.getUrlDecoder().decode(LINK.token(KEY));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] forged = token.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(followed(Base64.getUrlEncoder().withoutPadding().encodeToString(forged), KEY))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void readsWhateverComes() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(120)];
            random.nextBytes(noise);
            assertThat(followed(new String(noise, StandardCharsets.ISO_8859_1), KEY))
                    .isEmpty();
            assertThat(followed(Base64.getUrlEncoder().encodeToString(noise), KEY))
                    .isEmpty();
        }
        assertThat(followed("A".repeat(1_000_000), KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.test",
                "/relative",
                "https:evil",
                "https://user:pass@evil.test/",
                "https://evil.test/ space",
                "ftp://x.test"
            })
    void onlyAWebAddressIsATarget(String url) {
        assertThat(TrackedLink.target(url)).isEmpty();
        assertThat(new WriteLinks.LinkWriters(LINK.tenantId(), "https://go.test/t/", KEY)
                        .of(LINK.touchId(), true, true)
                        .link()
                        .apply(url))
                .isEqualTo(url);
    }

    private static Optional<TrackedLink> followed(String token, byte[] key) {
        return TrackedLink.read(token).flatMap(claimed -> TrackedLink.verified(claimed, key));
    }
}
