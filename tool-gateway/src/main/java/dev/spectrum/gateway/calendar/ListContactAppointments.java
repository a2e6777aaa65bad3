package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.Reference;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ListContactAppointments implements Tool.OnRecords<ListContactAppointments.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final Appointments appointments;
    private final Contacts contacts;

    ListContactAppointments(Appointments appointments, Contacts contacts) {
        this.appointments = appointments;
        this.contacts = contacts;
    }

    record Arguments(
            String contactId, Optional<OffsetDateTime> from, Optional<Integer> limit, Optional<String> cursor) {}

    record Found(
            List<ContactAppointmentView> appointments,
            @Nullable String next) {}

    @Override
    public String name() {
        return "revops_list_appointments";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        Optional<Instant> from = wanted.from().map(OffsetDateTime::toInstant);
        Optional<Appointments.Place> after = wanted.cursor().map(ListAppointments::place);
        return Reference.CONTACT
                .find(wanted.contactId(), contacts::find)
                .chain(contact -> appointments.withContact(contact.id(), from, after, limit + 1))
                .map(found -> page(found, limit));
    }

    private static Found page(List<Appointment> found, int limit) {
        List<Appointment> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(ContactAppointmentView::of).toList(),
                found.size() > limit ? ListAppointments.next(shown.getLast()) : null);
    }
}
