package dev.spectrum.conversation.attachments;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a few files in at once: each is in memory until it is kept. */
@ApplicationScoped
public class UploadPlaces {

    private final Semaphore places;

    UploadPlaces(AttachmentsConfig config) {
        this.places = new Semaphore(config.uploadsAtOnce());
    }

    /** Empty if there is no place. */
    public <T> Optional<Uni<T>> take(Supplier<Uni<T>> work) {
        return places.tryAcquire()
                ? Optional.of(Uni.createFrom()
                        .deferred(() -> work.get())
                        .onTermination()
                        .invoke(places::release))
                : Optional.empty();
    }
}
