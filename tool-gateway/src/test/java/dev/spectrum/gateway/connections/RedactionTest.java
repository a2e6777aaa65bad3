package dev.spectrum.gateway.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "good/\"CANARY4711\"+= é";

    private final Redaction redaction = Redaction.of(JSON.createObjectNode()
            .put("api_key", SECRET)
            .put("username", "sam.rivers")
            .put("pin", "4711")
            .set("headers", JSON.createObjectNode().put("X-Space", "space-secret")));

    @Test
    void inEveryFormItIsStruckOut() {
        String encoded = URLEncoder.encode(SECRET, UTF_8);
        for (String form : List.of(
                SECRET,
                encoded,
                encoded.toLowerCase(Locale.ROOT).replace("canary", "CANARY"),
                encoded.replace("+", "%20"),
                HexFormat.of().formatHex(SECRET.getBytes(UTF_8)),
                JSON.valueToTree(SECRET).toString(),
                SECRET.replace("/", "\\/"))) {
            assertThat(redaction.strike("It says " + form + "."))
                    .as(form)
                    .contains("[secret]")
                    .doesNotContain("CANARY", HexFormat.of().formatHex("CANARY".getBytes(UTF_8)));
        }
    }

    @Test
    void inBase64ItIsStruckOutWhereverItBegins() {
        for (String before : List.of("", "u", "us", "user:", "someone:")) {
            for (Base64.Encoder encoder :
                    List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
                for (String after : List.of("", ":", "::and more")) {
                    String whole = encoder.encodeToString((before + SECRET + after).getBytes(UTF_8));
                    String struck = redaction.strike("Basic " + whole);
                    assertThat(struck)
                            .as(before + "…" + after)
                            .contains("[secret]")
                            .hasSizeLessThan(45);
                }
            }
        }
    }

    @Test
    void itIsStruckOutOfNamesAndValuesAtAnyDepth() {
        Object body = Map.of("a", List.of(Map.of(SECRET, "x " + SECRET)), "n", 7, "space", "space-secret");
        Object clean = Map.of("a", List.of(Map.of("[secret]", "x [secret]")), "n", 7, "space", "[secret]");
        assertThat(redaction.strike(body)).isEqualTo(clean);
        assertThat(redaction.strike((JsonNode) JSON.valueToTree(body))).isEqualTo(JSON.valueToTree(clean));
    }

    @Test
    void whatIsNoSecretStays() {
        String text = "sam.rivers has paid 4711, which was good.";
        assertThat(redaction.strike(text)).isEqualTo(text);
        assertThat(redaction.strike("")).isEmpty();
        assertThat(Redaction.of(JSON.createObjectNode()).strike(text)).isEqualTo(text);
    }
}
