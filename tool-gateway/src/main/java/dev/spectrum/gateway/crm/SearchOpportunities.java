package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.OpportunitySearch.Sort;
import dev.spectrum.gateway.crm.domain.ContactStatus;
import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.crm.domain.SearchText;
import dev.spectrum.gateway.crm.domain.Stage;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SearchOpportunities implements Tool.OnRecords<SearchOpportunities.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final Opportunities opportunities;

    SearchOpportunities(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    record Arguments(
            Optional<String> query,
            Optional<Stage> stage,
            Optional<ContactStatus> status,
            Optional<Boolean> openOnly,
            Optional<String> closingBefore,
            Optional<BigDecimal> minValueUsd,
            Optional<String> contactId,
            Optional<Sort> sort,
            Optional<Integer> limit,
            Optional<String> cursor) {}

    record Found(
            List<OpportunityView> opportunities, @Nullable String next) {}

    @Override
    public String name() {
        return "revops_search_opportunities";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        OpportunitySearch search = new OpportunitySearch(
                SearchText.words(wanted.query().orElse("")),
                wanted.stage(),
                wanted.status(),
                wanted.openOnly().orElse(false),
                wanted.closingBefore().map(text -> Day.read(text, "closing_before")),
                wanted.minValueUsd(),
                wanted.contactId().map(Reference.CONTACT::read),
                wanted.sort().orElse(Sort.EXPECTED_VALUE),
                wanted.cursor().map(SearchOpportunities::place),
                limit + 1);
        return opportunities.search(search).map(found -> page(found, limit));
    }

    private static Found page(List<Opportunity> found, int limit) {
        List<Opportunity> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(OpportunityView::of).toList(), found.size() > limit ? next(shown.getLast()) : null);
    }

    private static String next(Opportunity last) {
        return Cursor.after(last.expectedValueUsd(), last.expectedCloseAt().orElse(Opportunities.NEVER), last.id());
    }

    private static OpportunitySearch.Place place(String cursor) {
        List<String> key = Cursor.read(cursor, 3);
        try {
            return new OpportunitySearch.Place(
                    new BigDecimal(key.get(0)), LocalDate.parse(key.get(1)), UUID.fromString(key.get(2)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Cursor.invalid();
        }
    }
}
