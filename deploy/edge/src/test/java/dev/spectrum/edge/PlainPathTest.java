package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/leads",
                "/api/v1/leads/",
                "/.well-known/oauth-protected-resource",
                "/unsubscribe/eyJhbGciOi.J9-_~",
                "/api/v1/tools/a.b..c/call",
                "/api/v1/...",
                "/auth/realms/a%20b",
                "/api/v1/skills/caf%C3%A9/run",
                "/api/v1/a:b@c!$&'()*+,=d"
            })
    void acceptsAPathThatReadsInOneWayOnly(String path) {
        assertThat(PlainPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/v1/leads",
                "http://elsewhere/api/v1/leads",
                "//api/v1/leads",
                "/api//v1/leads",
                "/api/v1/leads//",
                "/api/v1/../q/metrics",
                "/api/v1/leads/..",
                "/api/v1/./leads",
                "/api/v1/leads/%2e%2e/%2e%2e/q/metrics",
                "/api/v1/leads/.%2E/q",
                "/api/v1/leads/%252e%252e/q",
                "/api%2fv1/leads",
                "/api/v1/leads%2F..%2Fq",
                "/api/v1/leads/..;/q/metrics",
                "/api/v1/leads;a=b",
                "/api/v1/leads%3ba=b",
                "/api/v1\\leads",
                "/api/v1/leads%5c..%5cq",
                "/api/v1/campaigns/generat%65",
                "/api/v1/leads%00",
                "/api/v1/leads%0d%0aX: y",
                "/api/v1/leads%7f",
                "/api/v1/leads%",
                "/api/v1/leads%2",
                "/api/v1/leads%zz",
                "/api/v1/leads#fragment",
                "/api/v1/lead s",
                "/api/v1/caf\u00e9",
                "/api/v1/\"<>^`{|}[]"
            })
    void refusesAPathThatTwoServersCouldReadDifferently(String path) {
        assertThat(PlainPath.isPlain(path)).isFalse();
    }
}
