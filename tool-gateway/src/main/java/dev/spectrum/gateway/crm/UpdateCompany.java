package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Company;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class UpdateCompany implements Tool.OnRecords<UpdateCompany.Arguments> {

    private final Companies companies;

    UpdateCompany(Companies companies) {
        this.companies = companies;
    }

    record Arguments(
            String companyId,
            Optional<String> name,
            Optional<String> website,
            Optional<String> phone,
            Optional<String> city,
            Optional<String> country,
            Optional<String> description) {

        Company applyTo(Company company) {
            return new Company(
                    company.id(),
                    changed(name, company.name()),
                    changed(website, company.website()),
                    changed(phone, company.phone()),
                    changed(city, company.city()),
                    changed(country, company.country()),
                    changed(description, company.description()));
        }

        private static String changed(Optional<String> given, String present) {
            return given.map(String::strip).orElse(present);
        }
    }

    @Override
    public String name() {
        return "revops_update_company";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<CompanyView.One> call(CallContext context, Arguments given) {
        return Reference.COMPANY
                .find(given.companyId(), companies::lock)
                .map(given::applyTo)
                .call(companies::change)
                .map(company -> new CompanyView.One(CompanyView.of(company)));
    }
}
