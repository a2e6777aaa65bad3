package dev.spectrum.conversation.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.junit.jupiter.api.Test;

class UploadPlacesTest {

    private final UploadPlaces places = new UploadPlaces(new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AttachmentsConfig.class)
            .withDefaultValue("spectrum.attachments.uploads-at-once", "1")
            .build()
            .getConfigMapping(AttachmentsConfig.class));

    @Test
    void aPlaceIsFreeAgainHoweverItsWorkEnds() {
        Cancellable gone = places.take(() -> Uni.createFrom().nothing())
                .orElseThrow()
                .subscribe()
                .with(item -> {});
        assertThat(places.take(() -> Uni.createFrom().item(1))).isEmpty();
        gone.cancel();

        assertThat(places.take(() -> Uni.createFrom().item(1))
                        .orElseThrow()
                        .await()
                        .indefinitely())
                .isEqualTo(1);
        places.take(() -> Uni.createFrom().failure(new IllegalStateException()))
                .orElseThrow()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        assertThat(places.take(() -> Uni.createFrom().item(2))).isPresent();
    }
}
