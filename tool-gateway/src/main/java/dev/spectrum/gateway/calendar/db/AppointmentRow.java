package dev.spectrum.gateway.calendar.db;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "appointment")
class AppointmentRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String owner;
    String title;

    @Nullable
    @Column(name = "contact_id")
    UUID contactId;

    String attendee;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "time_zone")
    String timeZone;

    String notes;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    static AppointmentRow of(UUID tenantId, Appointment appointment) {
        AppointmentRow row = new AppointmentRow();
        row.id = appointment.id();
        row.tenantId = tenantId;
        row.owner = appointment.owner();
        row.contactId = appointment.contact().map(Appointment.Guest::contactId).orElse(null);
        row.attendee = appointment.attendee();
        row.timeZone = appointment.zone().getId();
        row.put(appointment);
        return row;
    }

    /** All but whose it is and with whom, which stays. */
    void put(Appointment appointment) {
        title = appointment.title();
        startsAt = appointment.time().start();
        endsAt = appointment.time().end();
        notes = appointment.notes();
    }

    /** @param guestName the contact's, where there is one */
    Appointment toAppointment(String guestName) {
        return new Appointment(
                id,
                owner,
                title,
                Optional.ofNullable(contactId).map(contact -> new Appointment.Guest(contact, guestName)),
                attendee,
                time(),
                ZoneId.of(timeZone),
                notes);
    }

    TimeSpan time() {
        return new TimeSpan(startsAt, endsAt);
    }
}
