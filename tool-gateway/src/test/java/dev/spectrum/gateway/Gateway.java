package dev.spectrum.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The service under test over REST, as its clients see it. */
public final class Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Gateway() {}

    public static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }

    /** Another service of the suite, acting by itself for acme. */
    public static RequestSpecification asService(String service) {
        return given().auth()
                .oauth2(TestUser.serviceToken(service))
                .header("X-Tenant", TestUser.ACME)
                .contentType(ContentType.JSON);
    }

    public static Response call(RequestSpecification who, String tool, Map<String, ?> arguments) {
        return who.body(Map.of("arguments", arguments)).post("/api/v1/tools/{tool}/call", tool);
    }

    /** Calls a tool that must succeed, holds its result to its output schema, and gives it. */
    public static JsonNode result(TestUser user, String tool, Map<String, ?> arguments) {
        return result(as(user), tool, arguments);
    }

    public static JsonNode result(RequestSpecification who, String tool, Map<String, ?> arguments) {
        JsonNode answer = read(call(who, tool, arguments));
        assertThat(answer.path("is_error").asBoolean())
                .as("%s: %s", tool, answer)
                .isFalse();
        JsonNode schema = definition(tool).get("output_schema");
        assertThat(SCHEMAS.getSchema(schema.toString(), InputFormat.JSON)
                        .validate(answer.get("result").toString(), InputFormat.JSON))
                .as("%s against its output schema: %s", tool, answer)
                .isEmpty();
        return answer.get("result");
    }

    /** Calls a tool that must fail, and gives the error. */
    public static JsonNode error(TestUser user, String tool, Map<String, ?> arguments) {
        return error(as(user), tool, arguments);
    }

    public static JsonNode error(RequestSpecification who, String tool, Map<String, ?> arguments) {
        JsonNode answer = read(call(who, tool, arguments));
        assertThat(answer.path("is_error").asBoolean())
                .as("%s: %s", tool, answer)
                .isTrue();
        return answer.get("result");
    }

    /** Does the same so many times at the same moment. */
    public static List<Response> atOnce(int count, Callable<Response> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : threads.invokeAll(Collections.nCopies(count, work))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    public static JsonNode definition(String tool) {
        for (JsonNode item : read(as(TestUser.ACME_OWNER).get("/api/v1/tools")).get("items")) {
            if (item.get("name").asText().equals(tool)) {
                return item;
            }
        }
        throw new AssertionError("There is no tool " + tool);
    }

    public static JsonNode read(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return json(answer.asString());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }
}
