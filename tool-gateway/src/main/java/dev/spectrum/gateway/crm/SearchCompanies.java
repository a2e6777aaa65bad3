package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Company;
import dev.spectrum.gateway.crm.domain.SearchText;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SearchCompanies implements Tool.OnRecords<SearchCompanies.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final Companies companies;

    SearchCompanies(Companies companies) {
        this.companies = companies;
    }

    record Arguments(Optional<String> query, Optional<Integer> limit, Optional<String> cursor) {}

    record Found(List<CompanyView> companies, @Nullable String next) {}

    @Override
    public String name() {
        return "revops_search_companies";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        return companies
                .search(
                        SearchText.words(wanted.query().orElse("")),
                        wanted.cursor().map(SearchCompanies::place),
                        limit + 1)
                .map(found -> page(found, limit));
    }

    private static Found page(List<Company> found, int limit) {
        List<Company> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(CompanyView::of).toList(), found.size() > limit ? next(shown.getLast()) : null);
    }

    private static String next(Company last) {
        return Cursor.after(last.name(), last.id());
    }

    private static Companies.Place place(String cursor) {
        List<String> key = Cursor.read(cursor, 2);
        try {
            return new Companies.Place(key.get(0), UUID.fromString(key.get(1)));
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}
