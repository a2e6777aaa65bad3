package dev.spectrum.gateway.crm;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.crm.domain.Company;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class CreateCompany implements Tool.OnRecords<CreateCompany.Arguments> {

    private final Companies companies;

    CreateCompany(Companies companies) {
        this.companies = companies;
    }

    record Arguments(
            String name,
            Optional<String> website,
            Optional<String> phone,
            Optional<String> city,
            Optional<String> country,
            Optional<String> description) {

        Company toCompany() {
            return new Company(
                    UuidCreator.getTimeOrderedEpoch(),
                    name.strip(),
                    text(website),
                    text(phone),
                    text(city),
                    text(country),
                    text(description));
        }

        private static String text(Optional<String> given) {
            return given.orElse("").strip();
        }
    }

    @Override
    public String name() {
        return "revops_create_company";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<CompanyView.One> call(CallContext context, Arguments given) {
        Company company = given.toCompany();
        return companies
                .add(context.tenantId(), company)
                .replaceWith(() -> new CompanyView.One(CompanyView.of(company)));
    }
}
