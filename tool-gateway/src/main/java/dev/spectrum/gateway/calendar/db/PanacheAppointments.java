package dev.spectrum.gateway.calendar.db;

import dev.spectrum.gateway.calendar.Appointments;
import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.tools.ViolatedConstraint;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheAppointments implements Appointments, PanacheRepositoryBase<AppointmentRow, UUID> {

    private static final String PRESENT = "id = ?1 and deletedAt is null";

    /** The contact's name as the CRM has it, {@code Contact.name()}. */
    private static final String GUEST = "(select case when trim(concat(c.firstName, ' ', c.lastName)) = '' then c.email"
            + " else trim(concat(c.firstName, ' ', c.lastName)) end from ContactRow c where c.id = a.contactId)";

    @Override
    public Uni<List<TimeSpan>> taken(String owner, TimeSpan within) {
        return list(
                        "owner = ?1 and endsAt > ?2 and startsAt < ?3 and deletedAt is null",
                        owner,
                        within.start(),
                        within.end())
                .map(rows -> rows.stream().map(AppointmentRow::time).toList());
    }

    @Override
    public Uni<List<Appointment>> list(
            String owner, TimeSpan within, Optional<UUID> contactId, Optional<Place> after, int limit) {
        StringBuilder query = new StringBuilder("select a, " + GUEST + " from AppointmentRow a"
                + " where a.owner = :owner and a.endsAt > :start and a.startsAt < :end and a.deletedAt is null");
        Map<String, Object> parameters =
                new HashMap<>(Map.of("owner", owner, "start", within.start(), "end", within.end()));
        contactId.ifPresent(contact -> {
            query.append(" and a.contactId = :contact");
            parameters.put("contact", contact);
        });
        startAfter(after, query, parameters);
        return appointments(query, parameters, limit);
    }

    @Override
    public Uni<List<Appointment>> withContact(
            UUID contactId, Optional<Instant> endingAfter, Optional<Place> after, int limit) {
        StringBuilder query = new StringBuilder(
                "select a, " + GUEST + " from AppointmentRow a where a.contactId = :contact and a.deletedAt is null");
        Map<String, Object> parameters = new HashMap<>(Map.of("contact", contactId));
        endingAfter.ifPresent(moment -> {
            query.append(" and a.endsAt > :endingAfter");
            parameters.put("endingAfter", moment);
        });
        startAfter(after, query, parameters);
        return appointments(query, parameters, limit);
    }

    @Override
    public Uni<Optional<Appointment>> lock(UUID id) {
        StringBuilder query = new StringBuilder(
                "select a, " + GUEST + " from AppointmentRow a where a.id = :id and a.deletedAt is null");
        return find(PRESENT, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(() -> appointments(query, Map.of("id", id), 1))
                .map(found -> found.stream().findFirst());
    }

    private static void startAfter(Optional<Place> after, StringBuilder query, Map<String, Object> parameters) {
        after.ifPresent(place -> {
            query.append(" and (a.startsAt, a.id) > (:lastStart, :lastId)");
            parameters.put("lastStart", place.start());
            parameters.put("lastId", place.id());
        });
    }

    private static Uni<List<Appointment>> appointments(
            StringBuilder condition, Map<String, Object> parameters, int limit) {
        String query = condition + " order by a.startsAt, a.id";
        return Panache.getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(query, Object[].class);
                    parameters.forEach(selection::setParameter);
                    return selection.setMaxResults(limit).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> ((AppointmentRow) row[0]).toAppointment(row[1] == null ? "" : (String) row[1]))
                        .toList());
    }

    @Override
    public Uni<Void> add(UUID tenantId, Appointment appointment) {
        return persistAndFlush(AppointmentRow.of(tenantId, appointment))
                .onFailure(ViolatedConstraint.named("appointment_no_overlap"))
                .transform(taken -> new TimeTaken())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> change(Appointment appointment) {
        return find(PRESENT, appointment.id())
                .firstResult()
                .invoke(row -> row.put(appointment))
                .call(this::flush)
                .onFailure(ViolatedConstraint.named("appointment_no_overlap"))
                .transform(taken -> new TimeTaken())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(UUID id) {
        return update("deletedAt = ?2 where " + PRESENT, id, Instant.now()).replaceWithVoid();
    }
}
