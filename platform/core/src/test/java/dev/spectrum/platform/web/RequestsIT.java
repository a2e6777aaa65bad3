package dev.spectrum.platform.web;

import static dev.spectrum.platform.Notes.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.spectrum.platform.Notes;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestsIT {

    @Test
    void aProblemSaysWhatIsWrongWhereAndHowToName() {
        Notes.take(TestUser.ACME_MEMBER, " ")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:invalid"))
                .body("status", equalTo(400))
                .body("instance", equalTo("/notes"))
                .body("errors[0].pointer", equalTo("/text"));
    }

    @Test
    void anUnforeseenFailureShowsNothingInternal() {
        Notes.take(TestUser.ACME_MEMBER, "break")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body(not(containsString("secret detail")))
                .body(not(containsString("IllegalState")));
    }

    @Test
    void aNumberBeyondAllOthersIsRefusedAndNotKeptAsAWord() {
        as(TestUser.ACME_MEMBER)
                .body("{\"text\": \"x\", \"more\": [1, -1e999]}")
                .post("/notes")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/more/1"))
                .body("errors[0].detail", containsString("1.7e308"));
    }

    @Test
    void aNumberTooNearToNothingIsRefusedAndNotKeptAsNothing() {
        as(TestUser.ACME_MEMBER)
                .body("{\"text\": \"x\", \"more\": [0.0, 0e-999, 1e-999]}")
                .post("/notes")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/more/2"))
                .body("errors[0].detail", containsString("4.9e-324"));
    }

    @Test
    void aNumberThatWouldFillTheHeapWhenItIsWrittenOutIsRefused() {
        for (String number : List.of("0e-99999999", "0e99999999", "0.0e-1001")) {
            as(TestUser.ACME_MEMBER)
                    .body("{\"text\": \"x\", \"more\": [" + number + "]}")
                    .post("/notes")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/more/0"))
                    .body("errors[0].detail", containsString("1,000 digits"));
        }
    }

    @Test
    void halfOfASurrogatePairIsRefusedAndNotKeptAsAQuestionMark() {
        for (String text : List.of("a\\ud800b", "a\\ude00", "a\\ud83d")) {
            as(TestUser.ACME_MEMBER)
                    .body("{\"text\": \"" + text + "\"}")
                    .post("/notes")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/text"));
        }
        as(TestUser.ACME_MEMBER)
                .body("{\"text\": \"a\\ud83d\\ude00b\"}")
                .post("/notes")
                .then()
                .statusCode(201);
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        given().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void manyRepeatsAtOnceActOnceAndGetTheSameAnswer() {
        String key = UUID.randomUUID().toString();
        String token = TestUser.GLOBEX_OWNER.token();
        List<CompletableFuture<Response>> repeats = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> given().auth()
                                .oauth2(token)
                                .contentType("application/json")
                                .header("Idempotency-Key", key)
                                .body(Map.of("text", "once " + key))
                                .post("/notes"),
                        // The common pool's threads would know the classes of whichever test came first.
                        Thread::startVirtualThread))
                .toList();
        Set<String> answers = new HashSet<>();
        repeats.forEach(repeat ->
                answers.add(repeat.join().statusCode() + repeat.join().body().asString()));
        assertThat(answers).hasSize(1).first().asString().startsWith("201");
        List<String> texts =
                as(TestUser.GLOBEX_OWNER).get("/notes?limit=200").jsonPath().getList("items.text", String.class);
        assertThat(texts).filteredOn(text -> text.equals("once " + key)).hasSize(1);
    }

    @Test
    void aFailedAttemptFreesItsKey() {
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < 2; attempt++) {
            as(TestUser.ACME_MEMBER)
                    .header("Idempotency-Key", key)
                    .body(Map.of("text", "fail"))
                    .post("/notes")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:spectrum:problem:refused"));
        }
    }

    @Test
    void aKeyIsItsCallersOwn() {
        String key = UUID.randomUUID().toString();
        for (TestUser user : List.of(TestUser.ACME_MEMBER, TestUser.ACME_ADMIN, TestUser.GLOBEX_OWNER)) {
            as(user).header("Idempotency-Key", key)
                    .body(Map.of("text", user.name()))
                    .post("/notes")
                    .then()
                    .statusCode(201)
                    .body("text", equalTo(user.name()));
        }
    }

    @Test
    void pagesGiveEveryItemOnce() {
        for (int i = 0; i < 5; i++) {
            Notes.take(TestUser.ACME_MEMBER, "page " + i).then().statusCode(201);
        }
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int items = 0;
        do {
            Response page = as(TestUser.ACME_VIEWER).get("/notes?limit=2" + cursor);
            page.then().statusCode(200);
            List<String> ids = page.jsonPath().getList("items.id", String.class);
            seen.addAll(ids);
            items += ids.size();
            String next = page.jsonPath().getString("next");
            cursor = next == null ? null : "&cursor=" + next;
        } while (cursor != null);
        assertThat(items).isEqualTo(seen.size()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void limitsHaveBounds() {
        as(TestUser.ACME_VIEWER)
                .get("/notes?limit=0")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?limit"));
        as(TestUser.ACME_VIEWER).get("/notes?limit=1000").then().statusCode(400);
        as(TestUser.ACME_VIEWER).get("/notes?limit=many").then().statusCode(400);
    }

    @Test
    void textThatCannotBeKeptIsRefusedWhereItStands() {
        Map.of(
                        "{`text`: `a\\u0000b`}", "/text",
                        "{`text`: `a`, `tags`: {`a/b`: [1, `\\u0000`]}}", "/tags/a~1b/1",
                        "{`text`: `a`, `tags`: {`\\u0000`: 1}}", "/tags/\0",
                        "{`text`: `a`, `more`: {`deep`: {`er`: `\\u0000`}}}", "/more/deep/er",
                        "{`text`: `a`, `unknown`: `\\u0000`}", "/unknown")
                .forEach(RequestsIT::isRefused);
        as(TestUser.ACME_VIEWER)
                .urlEncodingEnabled(false)
                .get("/notes?written_by=a%00")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?written_by"));
    }

    @Test
    void textThatOnlyTheDatabaseRefusesIsTheClientsFaultToo() {
        as(TestUser.ACME_VIEWER)
                .urlEncodingEnabled(false)
                .get("/notes/saying/a%00b")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:spectrum:problem:invalid"));
    }

    @Test
    void aFieldThatThereIsNotIsRefusedWhereItStands() {
        isRefused("{\"text\": \"a\", \"tag\": {}}", "/tag");
    }

    @Test
    void aBodyIsOneJsonValueWithEachNameOnce() {
        for (String body : List.of(
                "",
                "null",
                "[]",
                "{`text`: `a`} trailing",
                "{`text`: `a`} {`text`: `b`}",
                "{`text`: `a`, `text`: `b`}",
                "{`text`: `a`, `tags`: {`b`: 1, `b`: 2}}",
                "{`text`: `a`")) {
            isRefused(body, "");
        }
    }

    private static void isRefused(String body, String pointer) {
        as(TestUser.ACME_MEMBER)
                .body(body.replace('`', '"'))
                .post("/notes")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aQueryParameterIsCalledAsTheClientCallsIt() {
        as(TestUser.ACME_VIEWER)
                .get("/notes?written_by=somebody-else")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?written_by"));
    }

    /** Whoever sends it all before it reads, as a proxy does, gets the answer too. */
    @Test
    void aBodyThatIsTooLargeIsAProblemToWhoStillSends() throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int megabytes : new int[] {2, 5, 11}) {
                requireTooLarge(client, new byte[megabytes << 20]);
            }
        }
    }

    private static void requireTooLarge(HttpClient client, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/notes"))
                        .header("Authorization", "Bearer " + TestUser.ACME_MEMBER.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("urn:spectrum:problem:request-entity-too-large", "\"/notes\"");
    }

    @Test
    void aBodyOfMoreThanAMegabyteIsRefusedBeforeItIsRead() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Authorization: Bearer " + TestUser.ACME_MEMBER.token()
                                    + "\r\nContent-Length: 1048577\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 413");
        }
    }
}
