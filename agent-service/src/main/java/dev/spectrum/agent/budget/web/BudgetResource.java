package dev.spectrum.agent.budget.web;

import dev.spectrum.agent.budget.Ledger;
import dev.spectrum.agent.budget.ReadBudget;
import dev.spectrum.agent.budget.domain.UsageReport.Grouping;
import dev.spectrum.agent.budget.domain.UsageReport.Line;
import dev.spectrum.agent.budget.domain.UsageReport.Period;
import dev.spectrum.agent.budget.domain.UsageReport.Place;
import dev.spectrum.platform.model.PriceTable;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tenant may spend on models, and what it has. */
@Path("/api/v1/budget")
public class BudgetResource {

    private static final int ISO_DAY = "2026-01-31".length();
    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final ReadBudget readBudget;
    private final Ledger ledger;
    private final PriceTable prices;
    private final TenantRequest request;

    BudgetResource(ReadBudget readBudget, Ledger ledger, PriceTable prices, TenantRequest request) {
        this.readBudget = readBudget;
        this.ledger = ledger;
        this.prices = prices;
        this.request = request;
    }

    record BudgetView(BigDecimal dailyLimitUsd, BigDecimal spentUsd, BigDecimal reservedUsd, Instant resetsAt) {
        static BudgetView of(ReadBudget.Standing standing) {
            return new BudgetView(
                    usd(standing.dailyLimit()), usd(standing.spent()), usd(standing.reserved()), standing.resetsAt());
        }
    }

    /**
     * @param key what the line is of; null for what belongs to none, such as the runs of no prompt
     * @param priceKnown whether the price table knows the model; null where lines are not of models
     */
    record UsageView(
            @Nullable String key,
            long runs,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            @Nullable Boolean priceKnown) {}

    @GET
    @RolesAllowed(Role.READ)
    public Uni<BudgetView> get() {
        return readBudget
                .read(request.caller().tenantId())
                .map(found -> BudgetView.of(found.orElseThrow(() -> ProblemException.notFound("tenant"))));
    }

    /** The dearest first. */
    @GET
    @Path("/usage")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Page<UsageView>> usage(
            @QueryParam("group_by") @Nullable String groupBy,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Valid @BeanParam PageRequest page) {
        Grouping grouping =
                QueryValue.oneOf(Grouping.class, "group_by", groupBy).orElse(Grouping.DAY);
        Period period = period(from, to);
        Optional<Place> after = page.after(BudgetResource::place);
        return request.run(who -> ledger.report(grouping, period, after, page.fetch()))
                .map(lines -> Page.of(
                        lines, page, line -> line.costMicroUsd() + ":" + line.key(), line -> view(line, grouping)));
    }

    private UsageView view(Line line, Grouping grouping) {
        return new UsageView(
                line.key().isEmpty() ? null : line.key(),
                line.runs(),
                line.inputTokens(),
                line.outputTokens(),
                usd(line.costMicroUsd()),
                grouping == Grouping.MODEL ? prices.knows(line.key()) : null);
    }

    private static Period period(@Nullable String from, @Nullable String to) {
        LocalDate last = day("to", to).orElse(LocalDate.now(ZoneOffset.UTC));
        LocalDate first = day("from", from).orElse(last.minusDays(DEFAULT_DAYS - 1));
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw ProblemException.invalid(
                    "?from", "Must be at most " + MOST_DAYS + " days before `to`, and not after it.");
        }
        return new Period(first, last);
    }

    private static Optional<LocalDate> day(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            // ISO 8601 goes on to years that PostgreSQL does not have.
            return Optional.of(LocalDate.parse(text.length() == ISO_DAY ? text : ""));
        } catch (DateTimeParseException noDay) {
            throw ProblemException.invalid("?" + name, "Must be a day (UTC), such as 2026-01-31.");
        }
    }

    private static Place place(String cursor) {
        int colon = cursor.indexOf(':');
        return new Place(Long.parseLong(cursor.substring(0, colon)), cursor.substring(colon + 1));
    }

    private static BigDecimal usd(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6);
    }
}
