package dev.spectrum.platform.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.context.SmallRyeThreadContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContextPropagationIT {

    /** A provider of contexts that an extension brings has to be named in the configuration, or costs every step of a Uni. */
    @Test
    void aUniCarriesNothingAlong() {
        assertThat(SmallRyeThreadContext.getCurrentThreadContextOrDefaultContexts()
                        .isEmpty())
                .isTrue();
    }
}
