package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.connectors.VendorForTests.Asked;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of seven, three to a page, cut in each way that vendors have. */
@QuarkusTest
class PagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ALL = 7;
    private static final int SIZE = 3;

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final VendorCalls calls = new VendorCalls(new LoopbackHttp(), credentials, Desk.JSON);

    @BeforeEach
    void connect() {
        credentials.add(Desk.TENANT, "desk", "first", "{}", Desk.object("{\"api_key\": \"secret\"}"));
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void cursors() {
        vendor.answers(asked -> page(number(asked, "after"), "\"after\": \"%d\""));
        holds("style: cursor, parameter: after, next: body.after, items: body.items");
        assertThat(vendor.asked().getFirst().target()).isEqualTo("/items");
    }

    @Test
    void cursorsThatGoIntoTheBody() {
        vendor.answers(asked -> page(Desk.object(asked.body()).path("after").asInt(), "\"after\": \"%d\""));
        VendorConnector desk = desk("""
                request:
                  method: POST
                  path: /items/search
                  body: '{"after": cursor, "limit": 3}'
                  pages: { style: cursor, next: body.after, items: body.items, all: true }
                result: '{"items": items, "next": next}'
                """);
        assertThat(call(desk, "{}").get("items")).hasSize(ALL);
        assertThat(vendor.asked().getFirst().body()).isEqualTo("{\"limit\":3}");
    }

    @Test
    void cursorsThatAreCountedInTheBody() {
        vendor.answers(asked -> page(Desk.object(asked.body()).path("skip").asInt(), ""));
        VendorConnector desk = desk("""
                request:
                  method: POST
                  path: /items/search
                  body: '{"skip": $exists(cursor) ? $number(cursor) : 0}'
                  pages:
                    style: cursor
                    next: '$count(body.items) = 3 ? $string(($exists(cursor) ? $number(cursor) : 0) + 3)'
                    items: body.items
                    all: true
                result: '{"items": items, "next": next}'
                """);
        assertThat(call(desk, "{}").get("items")).hasSize(ALL);
        assertThat(vendor.asked()).hasSize(3);
    }

    @Test
    void offsets() {
        vendor.answers(asked -> page(number(asked, "skip"), ""));
        holds("style: offset, parameter: skip, items: body.items, size: 3");
    }

    @Test
    void numbers() {
        vendor.answers(asked -> page((number(asked, "page") - 1) * SIZE, ""));
        holds("style: page, parameter: page, items: body.items, size: 3");
    }

    @Test
    void links() {
        vendor.answers(asked -> {
            int from = number(asked, "from");
            Reply page = page(from, "");
            return from + SIZE < ALL
                    ? page.with(
                            "Link", "</items?from=0>; rel=\"first\", </items?from=" + (from + SIZE) + ">; rel=\"next\"")
                    : page;
        });
        holds("style: link, items: body.items");
    }

    @Test
    void addresses() {
        vendor.answers(asked -> page(number(asked, "from"), "\"after\": \"" + vendor.url() + "/items/more?from=%d\""));
        holds("style: next_url, next: body.after, items: body.items");
    }

    @Test
    void aCursorLeadsNowhereElse() {
        vendor.answers(asked -> Reply.ok("{\"items\": []}"));
        VendorConnector desk = one("style: next_url, next: body.after");
        for (String cursor : new String[] {
            "http://elsewhere.example/items",
            "/secrets",
            "/items/../secrets",
            "//elsewhere.example/items",
            "/itemsandmore",
            "http://127.0.0.1:1/items",
            "a b"
        }) {
            assertThatThrownBy(() -> call(desk, "{\"cursor\": \"" + cursor + "\"}"))
                    .as(cursor)
                    .isInstanceOf(ToolException.class);
        }
        assertThatThrownBy(() ->
                        call(one("style: offset, parameter: skip, items: body.items, size: 3"), "{\"cursor\": \"-1\"}"))
                .isInstanceOf(ToolException.class);
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void wherePagesLeadElsewhereNoCursorIsBlamedThatNobodyGave() {
        vendor.answers(asked -> Reply.ok("{\"items\": [1], \"after\": \"http://elsewhere.example/items\"}"));
        assertThatThrownBy(() -> call(one("style: next_url, next: body.after, items: body.items, all: true"), "{}"))
                .isInstanceOf(ToolException.class)
                .satisfies(failure ->
                        assertThat(((ToolException) failure).error().error()).isEqualTo("unexpected-answer"));
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void readsNoMorePagesThanTheFileSays() {
        vendor.answers(asked -> page(number(asked, "skip"), ""));
        VendorConnector desk = one("style: offset, parameter: skip, items: body.items, size: 3, all: true, most: 2");
        JsonNode result = call(desk, "{}");
        assertThat(result.get("items")).hasSize(2 * SIZE);
        assertThat(result.get("next").asText()).isEqualTo("6");
    }

    /** Page by page with the tool's own cursor, and all in one call. */
    private void holds(String pages) {
        VendorConnector page = one(pages);
        int seen = 0;
        String cursor = "";
        do {
            JsonNode result = call(
                    page,
                    cursor.isEmpty()
                            ? "{}"
                            : Desk.object("{}").put("cursor", cursor).toString());
            for (JsonNode item : result.get("items")) {
                assertThat(item.asInt()).isEqualTo(seen++);
            }
            cursor = result.get("next").isNull() ? "" : result.get("next").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(ALL);

        JsonNode all = call(one(pages + ", all: true"), "{}");
        assertThat(all.get("items")).hasSize(ALL);
        assertThat(all.get("next").isNull()).isTrue();
    }

    private VendorConnector one(String pages) {
        return desk("""
                request: { method: GET, path: /items, pages: { %s } }
                result: '{"items": items, "next": next}'
                """.formatted(pages));
    }

    private VendorConnector desk(String rest) {
        return Desk.read(Desk.file(vendor.url(), true, rest));
    }

    private JsonNode call(VendorConnector desk, String arguments) {
        return Desk.call(calls, desk, arguments).await().atMost(PATIENCE);
    }

    /** @param next a field that names the next page, with %d for where it starts */
    private static Reply page(int from, String next) {
        String items = IntStream.range(from, Math.min(from + SIZE, ALL))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        boolean more = from + SIZE < ALL && !next.isEmpty();
        return Reply.ok("{\"items\": [" + items + "]" + (more ? "," + next.formatted(from + SIZE) : "") + "}");
    }

    private static int number(Asked asked, String parameter) {
        String[] parts = asked.target().split("[?&]" + parameter + "=", -1);
        return parts.length == 1 ? 0 : Integer.parseInt(parts[1].split("&", -1)[0]);
    }
}
