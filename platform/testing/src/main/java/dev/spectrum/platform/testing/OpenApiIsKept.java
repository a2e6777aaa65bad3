package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything that a test sends and gets with RestAssured to the service's own OpenAPI document: an answer, a status or
 * a field that the document does not know fails the test that got it.
 */
final class OpenApiIsKept implements Filter {

    private @Nullable OpenApiDocument document;

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        String path = URI.create(request.getURI()).getPath();
        if (!path.startsWith("/q/")) {
            assertThat(document().complaints(exchange(request, path, answer)))
                    .as(
                            "%s %s answers %s, by its OpenAPI document: %s",
                            request.getMethod(), path, answer.statusCode(), answer.asString())
                    .isEmpty();
        }
        return answer;
    }

    private static OpenApiDocument.Exchange exchange(
            FilterableRequestSpecification request, String path, Response answer) {
        String type = answer.contentType() == null ? "" : answer.contentType().replaceFirst(";.*", "");
        boolean json = type.endsWith("json") && !answer.asString().isEmpty();
        return new OpenApiDocument.Exchange(
                request.getMethod().toLowerCase(Locale.ROOT),
                path,
                answer.statusCode(),
                type,
                type.equals("application/problem+json"),
                json ? Optional.of(answer.asString()) : Optional.empty(),
                request.getBody() instanceof String sent
                                && request.getContentType() != null
                                && request.getContentType().contains("json")
                        ? sent
                        : null);
    }

    private OpenApiDocument document() {
        OpenApiDocument known = document;
        if (known == null) {
            known = OpenApiDocument.parse(RestAssured.given()
                    .noFilters()
                    .get("/q/openapi?format=json")
                    .asString());
            document = known;
        }
        return known;
    }
}
