package dev.spectrum.gateway.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class VendorDescriptionsTest {

    @Test
    void withoutDescriptionsOneTestIsSkippedAndSaysWhy(@TempDir Path there) {
        Path missing = there.resolve("vendor-specs");
        List<DynamicNode> tests =
                VendorDescriptions.unlessMissing(missing, Stream::of).toList();
        assertThat(tests).hasSize(1);
        assertThatThrownBy(
                        () -> ((DynamicTest) tests.getFirst()).getExecutable().execute())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("SKIPPED")
                .hasMessageContaining("vendor-specs");
        assertThat(VendorDescriptions.unlessMissing(there, Stream::of)).isEmpty();
    }
}
