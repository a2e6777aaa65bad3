package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Appointment;
import dev.spectrum.demomodel.records.Slot;
import dev.spectrum.demomodel.words.When;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Appointments and free times. */
public final class TimesAnswer {

    private static final int ENOUGH = 6;

    private TimesAnswer() {}

    /**
     * Those on the days that are said, or the coming ones.
     *
     * @param soonestOnly for "the next one"
     */
    public static String appointments(
            List<Appointment> read, When when, Optional<String> with, boolean soonestOnly, ZonedDateTime now) {
        List<Appointment> meant = read.stream()
                .filter(appointment -> when.saysDays()
                        ? when.includes(appointment.start().toLocalDate())
                        : !appointment.start().toLocalDate().isBefore(now.toLocalDate()))
                .filter(appointment ->
                        with.map(name -> line(appointment).contains(name)).orElse(true))
                .sorted(Comparator.comparing(Appointment::start))
                .limit(soonestOnly ? 1 : Long.MAX_VALUE)
                .toList();
        if (meant.isEmpty()) {
            return "No appointment is booked"
                    + with.map(name -> " with " + name).orElse("") + Phrases.span(when) + ".";
        }
        return meant.size() == 1
                ? Phrases.sentence(line(meant.get(0)))
                : Phrases.count(meant.size(), "appointment") + ":\n\n" + Phrases.numbered(meant, TimesAnswer::line);
    }

    public static String freeTimes(List<Slot> read, When when, ZonedDateTime now) {
        Optional<ZonedDateTime> moment = when.moment(now);
        if (moment.isPresent()) {
            boolean isFree = read.stream().anyMatch(slot -> slot.holds(moment.get()));
            return (isFree ? "Yes, " : "No, ")
                    + Phrases.moment(moment.get())
                    + (isFree ? " is free." : " is not free.");
        }
        List<Slot> meant = read.stream()
                .filter(slot -> !slot.start().isBefore(now))
                .filter(slot -> !when.saysDays() || when.includes(slot.start().toLocalDate()))
                .toList();
        return meant.isEmpty()
                ? "The calendar returned no free time" + Phrases.span(when) + "."
                : "Free times" + Phrases.span(when) + ":\n\n" + Phrases.numbered(joined(meant), TimesAnswer::line);
    }

    /** Some slots to choose from. */
    public static String choice(List<Slot> slots) {
        return Phrases.numbered(slots.stream().limit(ENOUGH).toList(), TimesAnswer::line);
    }

    /** Slots that follow one another, as one. */
    private static List<Slot> joined(List<Slot> slots) {
        List<Slot> joined = new ArrayList<>();
        for (Slot slot : slots) {
            Slot last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && slot.end() != null && slot.start().equals(last.end())) {
                joined.set(joined.size() - 1, new Slot(last.start(), slot.end()));
            } else {
                joined.add(slot);
            }
        }
        return joined;
    }

    private static String line(Slot slot) {
        return Phrases.period(slot.start(), slot.end());
    }

    static String line(Appointment appointment) {
        String title = Optional.ofNullable(appointment.title()).orElse("Appointment");
        String with = Optional.ofNullable(appointment.with())
                .filter(name -> !title.contains(" with "))
                .map(name -> " with " + name)
                .orElse("");
        return title + with + ": " + Phrases.period(appointment.start(), appointment.end());
    }
}
