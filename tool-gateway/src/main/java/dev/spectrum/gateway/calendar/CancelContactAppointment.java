package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.crm.Gone;
import dev.spectrum.gateway.crm.Reference;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class CancelContactAppointment implements Tool.OnRecords<CancelContactAppointment.Arguments> {

    private final Appointments appointments;

    CancelContactAppointment(Appointments appointments) {
        this.appointments = appointments;
    }

    record Arguments(String appointmentId) {}

    @Override
    public String name() {
        return "revops_cancel_appointment";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Gone> call(CallContext context, Arguments given) {
        return Reference.APPOINTMENT
                .find(given.appointmentId(), appointments::lock)
                .map(Appointment::id)
                .call(appointments::remove)
                .map(Gone::new);
    }
}
