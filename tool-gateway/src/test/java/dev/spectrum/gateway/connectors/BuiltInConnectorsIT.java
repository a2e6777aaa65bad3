package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.connectors.VendorForTests.Asked;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the built-in connectors make of a vendor's answers, where the vendor's own description can't tell right from wrong. */
@QuarkusTest
class BuiltInConnectorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final OutboundHttp loopback = new LoopbackHttp();
    private final VendorCalls calls = new VendorCalls(this::sendHere, credentials, Desk.JSON);
    private final CallContext context = Desk.context();

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void monthlyRevenueIsComputedFromSubscriptions() {
        String first = subscription("active", "usd", "1000", "month", 1, 3, "null")
                + "," + subscription("active", "usd", "120000", "year", 1, 1, "null")
                + ","
                + subscription(
                        "past_due",
                        "eur",
                        "2500",
                        "month",
                        1,
                        1,
                        "{\"coupon\": {\"duration\": \"forever\", \"percent_off\": 20, \"amount_off\": null}}")
                + "," + subscription("trialing", "usd", "9900", "month", 1, 1, "null");
        String second = subscription(
                        "active",
                        "jpy",
                        "5000",
                        "month",
                        2,
                        1,
                        "{\"coupon\": {\"duration\": \"once\", \"percent_off\": 50, \"amount_off\": null}}")
                + "," + subscription("active", "usd", "null", "month", 1, 1, "null");
        vendor.answers(asked -> asked.target().contains("starting_after")
                ? Reply.ok("{\"has_more\": false, \"data\": [" + second + "]}")
                : Reply.ok("{\"has_more\": true, \"data\": [" + first + "]}"));

        JsonNode result = call("stripe", "stripe_get_mrr", "{}");
        assertThat(result.get("mrr").toString())
                .isEqualTo("[{\"currency\":\"eur\",\"mrr\":20,\"arr\":240,\"subscriptions\":1},"
                        + "{\"currency\":\"jpy\",\"mrr\":2500,\"arr\":30000,\"subscriptions\":1},"
                        + "{\"currency\":\"usd\",\"mrr\":130,\"arr\":1560,\"subscriptions\":3}]");
        assertThat(result.get("not_counted").asInt()).isEqualTo(1);
        assertThat(result.get("complete").asBoolean()).isTrue();
        assertThat(vendor.asked()).hasSize(2);
    }

    private static String subscription(
            String status, String currency, String amount, String interval, int count, int quantity, String discount) {
        return """
                {"id": "sub_%s%s", "status": "%s", "discount": %s, "items": {"data": [{"quantity": %d, "price":
                {"currency": "%s", "unit_amount_decimal": %s,
                 "recurring": {"interval": "%s", "interval_count": %d, "usage_type": "licensed"}}}]}}""".formatted(
                        currency,
                        amount,
                        status,
                        discount,
                        quantity,
                        currency,
                        amount.equals("null") ? "null" : "\"" + amount + "\"",
                        interval,
                        count);
    }

    @Test
    void noSubscriptionsAreNoRevenue() {
        vendor.answers(asked -> Reply.ok("{\"has_more\": false, \"data\": []}"));
        assertThat(call("stripe", "stripe_get_mrr", "{}").get("mrr")).isEmpty();
        assertThat(call("stripe", "stripe_get_revenue", "{}").get("revenue")).isEmpty();
    }

    @Test
    void revenueIsWhatWasCollectedWithoutWhatWentBack() {
        vendor.answers(asked -> asked.target().startsWith("/v1/refunds") ? Reply.ok("""
                        {"has_more": false, "data": [{"id": "re_1", "amount": 500, "currency": "usd", "status": "succeeded"},
                          {"id": "re_2", "amount": 900, "currency": "usd", "status": "failed"}]}""") : Reply.ok("""
                        {"has_more": false, "data": [{"id": "pi_1", "amount_received": 1999, "currency": "usd"},
                          {"id": "pi_2", "amount_received": 2001, "currency": "usd"},
                          {"id": "pi_3", "amount_received": 0, "currency": "usd"},
                          {"id": "pi_4", "amount_received": 700, "currency": "jpy"}]}"""));
        JsonNode result = call("stripe", "stripe_get_revenue", "{\"from\": \"2026-01-01\", \"to\": \"2026-01-31\"}");
        assertThat(result.toString())
                .isEqualTo(
                        "{\"from\":\"2026-01-01\",\"to\":\"2026-01-31\",\"revenue\":["
                                + "{\"currency\":\"jpy\",\"collected\":700,\"refunded\":0,\"net\":700,\"payments\":1},"
                                + "{\"currency\":\"usd\",\"collected\":40,\"refunded\":5,\"net\":35,\"payments\":2}],\"complete\":true}");
        assertThat(vendor.asked().getFirst().target())
                .contains("created%5Bgte%5D=1767225600")
                .contains("created%5Blt%5D=1769904000");
    }

    @Test
    void aCustomerWhoIsNotThereIsAnError() {
        vendor.answers(asked -> Reply.ok("{\"data\": []}"));
        assertThatThrownBy(() -> call("stripe", "stripe_get_customer", "{\"email\": \"a@b.example\"}"))
                .isInstanceOf(ToolException.class)
                .hasMessage("There is no such customer in Stripe.");
        assertThatThrownBy(() -> call("stripe", "stripe_get_customer", "{}"))
                .hasMessage("Give a customer_id or an email.");
    }

    @Test
    void mailGoesInItsThreadOncePerCall() {
        vendor.answers(asked -> Reply.ok("{\"id\": \"1\"}"));
        JsonNode sent = call("resend", "send_email", """
                {"to": ["Dana Whitfield <dana@example.com>", "x@example.com"], "subject": " Re: A question ", "text": "Hi",
                 "in_reply_to": "<first@example.com>", "headers": {"List-Unsubscribe": "<https://acme.example/u/1>"}}""");
        Asked asked = vendor.asked().getFirst();
        assertThat(Desk.object(asked.body())).isEqualTo(Desk.object("""
                {"from": "\\"Sam Rivers\\" <sam@acme.example>", "to": ["Dana Whitfield <dana@example.com>", "x@example.com"],
                 "subject": "Re: A question", "text": "Hi", "headers": {"List-Unsubscribe": "<https://acme.example/u/1>",
                 "Message-ID": "<%s@acme.example>", "In-Reply-To": "<first@example.com>", "References": "<first@example.com>"}}
                """.formatted(context.callId())));
        assertThat(asked.header("Idempotency-Key"))
                .hasValueSatisfying(key -> assertThat(key).endsWith("-0"));
        assertThat(sent.get("message_id").asText()).isEqualTo("<" + context.callId() + "@acme.example>");
        assertThat(sent.get("from").asText()).isEqualTo("sam@acme.example");
        assertThat(sent.get("to").toString()).isEqualTo("[\"dana@example.com\",\"x@example.com\"]");
    }

    @Test
    void mailWithHeadersThatBreakOutIsRefused() {
        for (String wrong : new String[] {
            "\"subject\": \"a\\r\\nBcc: x@y.example\", \"text\": \"x\"",
            "\"subject\": \"a\", \"text\": \"x\", \"headers\": {\"List-Id\": \"a\\nb\"}",
            "\"subject\": \"a\", \"text\": \"x\", \"message_id\": \"<a@b>\\nBcc: c\"",
            "\"subject\": \"a\", \"text\": \"x\", \"references\": [\"<a@b>\", \"c\"]",
            "\"subject\": \"a\""
        }) {
            assertThatThrownBy(() -> call("resend", "send_email", "{\"to\": [\"a@b.example\"], " + wrong + "}"))
                    .as(wrong)
                    .isInstanceOf(ToolException.class);
        }
        assertThat(vendor.asked()).isEmpty();
    }

    private JsonNode call(String connector, String tool, String arguments) {
        VendorConnector found = new ConnectorFiles(Desk.reader(), ConnectorCatalogue.builtIn())
                .current().connectors().values().stream()
                        .filter(each -> each.name().equals(connector))
                        .findFirst()
                        .orElseThrow();
        VendorTool called = found.tools().stream()
                .filter(each -> each.definition().name().equals(tool))
                .findFirst()
                .orElseThrow();
        credentials.add(Desk.TENANT, connector, connector, "{}", found.example().credentials());
        return calls.call(found, called, context, Desk.object(arguments), Optional.empty())
                .await()
                .atMost(PATIENCE);
    }

    private io.smallrye.mutiny.Uni<OutboundHttp.Answer> sendHere(OutboundHttp.Request request) {
        String query = request.uri().getRawQuery();
        return loopback.send(new OutboundHttp.Request(
                request.method(),
                URI.create(vendor.url() + request.uri().getRawPath() + (query == null ? "" : "?" + query)),
                request.headers(),
                request.body(),
                request.timeout(),
                request.maxBytes()));
    }
}
