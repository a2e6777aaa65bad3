package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.Companies;
import dev.spectrum.gateway.crm.domain.Company;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheCompanies implements Companies, PanacheRepositoryBase<CompanyRow, UUID> {

    @Override
    public Uni<Optional<Company>> find(UUID id) {
        return row(id).map(PanacheCompanies::company);
    }

    @Override
    public Uni<Optional<Company>> lock(UUID id) {
        return find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(PanacheCompanies::company);
    }

    @Override
    public Uni<List<Company>> search(List<String> words, Optional<Place> after, int limit) {
        StringBuilder query = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        for (int i = 0; i < words.size(); i++) {
            query.append(" and locate(:word").append(i).append(", searchText) > 0");
            parameters.and("word" + i, words.get(i));
        }
        after.ifPresent(place -> {
            query.append(" and (name, id) > (:name, :id)");
            parameters.and("name", place.name()).and("id", place.id());
        });
        return find(query + " order by name, id", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(CompanyRow::toCompany).toList());
    }

    @Override
    public Uni<Void> add(UUID tenantId, Company company) {
        return persist(CompanyRow.of(tenantId, company)).replaceWithVoid();
    }

    @Override
    public Uni<Void> change(Company company) {
        return row(company.id()).invoke(row -> row.put(company)).replaceWithVoid();
    }

    private Uni<CompanyRow> row(UUID id) {
        return find("id", id).firstResult();
    }

    private static Optional<Company> company(@Nullable CompanyRow row) {
        return Optional.ofNullable(row).map(CompanyRow::toCompany);
    }
}
