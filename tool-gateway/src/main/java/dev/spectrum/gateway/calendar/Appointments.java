package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The appointments of the tenant that the current transaction is for. */
public interface Appointments {

    /** What is taken of the span in this calendar. */
    Uni<List<TimeSpan>> taken(String owner, TimeSpan within);

    /**
     * What lies within the span in this calendar, by time.
     *
     * @param after the one after which to start
     */
    Uni<List<Appointment>> list(
            String owner, TimeSpan within, Optional<UUID> contactId, Optional<Place> after, int limit);

    /**
     * Those with this contact, in whosever calendar, by time.
     *
     * @param endingAfter leaves out those that are over by then
     * @param after the one after which to start
     */
    Uni<List<Appointment>> withContact(UUID contactId, Optional<Instant> endingAfter, Optional<Place> after, int limit);

    /** Nobody else changes it before the transaction ends. */
    Uni<Optional<Appointment>> lock(UUID id);

    record Place(Instant start, UUID id) {}

    /** Fails with {@link TimeTaken}. */
    Uni<Void> add(UUID tenantId, Appointment appointment);

    /** Fails with {@link TimeTaken}. */
    Uni<Void> change(Appointment appointment);

    /** Its time is free again. */
    Uni<Void> remove(UUID id);

    /** Another appointment takes some of that time. The transaction is over. */
    class TimeTaken extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
