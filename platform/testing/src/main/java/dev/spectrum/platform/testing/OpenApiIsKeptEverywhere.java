package dev.spectrum.platform.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.ConfigProvider;

/** Holds every {@code @QuarkusTest} of a module to its OpenAPI document that sets {@code spectrum.testing.open-api=true}. */
public class OpenApiIsKeptEverywhere implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        boolean wanted = ConfigProvider.getConfig()
                .getOptionalValue("spectrum.testing.open-api", Boolean.class)
                .orElse(false);
        if (wanted) {
            RestAssured.replaceFiltersWith(new OpenApiIsKept());
        }
    }
}
