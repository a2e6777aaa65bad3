package dev.spectrum.agent.budget;

import dev.spectrum.agent.budget.domain.Day;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.budget.domain.UsageReport.Grouping;
import dev.spectrum.agent.budget.domain.UsageReport.Line;
import dev.spectrum.agent.budget.domain.UsageReport.Period;
import dev.spectrum.agent.budget.domain.UsageReport.Place;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the tenant of the current transaction has spent on models. Entries are added and never changed. */
public interface Ledger {

    /** Gives the day as it is with the entry, and keeps it from changing until the transaction ends; empty if it was there. */
    Uni<Optional<Day>> add(Spending spending);

    /** The day as it is; nothing spent if nothing is known of it. */
    Uni<Day> day(LocalDate day);

    /** False if it was told before. */
    Uni<Boolean> markWarned(UUID tenantId, LocalDate day);

    /** False if it was told before. */
    Uni<Boolean> markExhausted(UUID tenantId, LocalDate day);

    /** @param after where the page begins; empty for the first */
    Uni<List<Line>> report(Grouping grouping, Period period, Optional<Place> after, int limit);
}
