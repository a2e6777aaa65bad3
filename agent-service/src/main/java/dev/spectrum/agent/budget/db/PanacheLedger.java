package dev.spectrum.agent.budget.db;

import dev.spectrum.agent.budget.Ledger;
import dev.spectrum.agent.budget.domain.Day;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.budget.domain.UsageReport.Grouping;
import dev.spectrum.agent.budget.domain.UsageReport.Line;
import dev.spectrum.agent.budget.domain.UsageReport.Period;
import dev.spectrum.agent.budget.domain.UsageReport.Place;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL. An entry and its day's total are one statement, so that they never differ. */
@ApplicationScoped
class PanacheLedger implements Ledger {

    private static final String ADD = """
            with entry as (
              insert into budget_entry (tenant_id, id, day, at, source, run_id, agent_id, prompt_id, user_id, model,
                                        input_tokens, output_tokens, cost_micro_usd)
              values (:tenant, :id, :day, :at, :source, :run, cast(:agent as uuid), cast(:prompt as uuid), :user, :model,
                      :input, :output, :cost)
              on conflict do nothing
              returning tenant_id, day, cost_micro_usd)
            insert into budget_day as total (tenant_id, day, spent_micro_usd)
            select tenant_id, day, cost_micro_usd from entry
            on conflict (tenant_id, day) do update
              set spent_micro_usd = total.spent_micro_usd + excluded.spent_micro_usd
            returning spent_micro_usd, warned_at is not null, exhausted_at is not null""";

    @Override
    public Uni<Optional<Day>> add(Spending spending) {
        LocalDate day = LocalDate.ofInstant(spending.at(), ZoneOffset.UTC);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD, Object[].class)
                        .setParameter("tenant", spending.tenantId())
                        .setParameter("id", spending.id())
                        .setParameter("day", day)
                        .setParameter("at", spending.at().atOffset(ZoneOffset.UTC))
                        .setParameter("source", spending.source().name().toLowerCase(Locale.ROOT))
                        .setParameter("run", spending.runId())
                        .setParameter("agent", text(spending.agentId()))
                        .setParameter("prompt", text(spending.promptId()))
                        .setParameter("user", spending.userId())
                        .setParameter("model", spending.model())
                        .setParameter("input", spending.inputTokens())
                        .setParameter("output", spending.outputTokens())
                        .setParameter("cost", spending.costMicroUsd())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(found -> day(day, found)));
    }

    private static @Nullable String text(Optional<UUID> id) {
        return id.map(UUID::toString).orElse(null);
    }

    private static Day day(LocalDate day, Object[] row) {
        return new Day(day, ((Number) row[0]).longValue(), (Boolean) row[1], (Boolean) row[2]);
    }

    @Override
    public Uni<Day> day(LocalDate day) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select spent_micro_usd, warned_at is not null, exhausted_at is not null"
                                        + " from budget_day where day = :day",
                                Object[].class)
                        .setParameter("day", day)
                        .getSingleResultOrNull())
                .map(row -> row == null ? new Day(day, 0, false, false) : day(day, row));
    }

    @Override
    public Uni<Boolean> markWarned(UUID tenantId, LocalDate day) {
        return mark("warned_at", tenantId, day);
    }

    @Override
    public Uni<Boolean> markExhausted(UUID tenantId, LocalDate day) {
        return mark("exhausted_at", tenantId, day);
    }

    private static Uni<Boolean> mark(String column, UUID tenantId, LocalDate day) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("insert into budget_day as known (tenant_id, day, " + column
                                + ") values (:tenant, :day, now()) on conflict (tenant_id, day) do update set " + column
                                + " = now() where known." + column + " is null")
                        .setParameter("tenant", tenantId)
                        .setParameter("day", day)
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    @Override
    public Uni<List<Line>> report(Grouping grouping, Period period, Optional<Place> after, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select * from (
                                  select %s as key, count(distinct run_id) filter (where model <> '' or cost_micro_usd > 0),
                                         cast(sum(input_tokens) as bigint),
                                         cast(sum(output_tokens) as bigint), cast(sum(cost_micro_usd) as bigint) as cost
                                  from budget_entry where day between :from and :to group by 1) line
                                where (line.cost, :key) < (:cost, line.key)
                                order by line.cost desc, line.key limit :limit""".formatted(column(grouping)), Object[].class)
                        .setParameter("from", period.from())
                        .setParameter("to", period.to())
                        .setParameter("cost", after.map(Place::costMicroUsd).orElse(Long.MAX_VALUE))
                        .setParameter("key", after.map(Place::key).orElse(""))
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream().map(PanacheLedger::line).toList());
    }

    private static String column(Grouping grouping) {
        return switch (grouping) {
            case AGENT -> "coalesce(cast(agent_id as text), '')";
            case PROMPT -> "coalesce(cast(prompt_id as text), '')";
            case USER -> "user_id";
            case DAY -> "cast(day as text)";
            case MODEL -> "model";
        };
    }

    private static Line line(Object[] row) {
        return new Line((String) row[0], number(row[1]), number(row[2]), number(row[3]), number(row[4]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
