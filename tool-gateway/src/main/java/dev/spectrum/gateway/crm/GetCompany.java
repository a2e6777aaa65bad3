package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class GetCompany implements Tool.OnRecords<GetCompany.Arguments> {

    private final Companies companies;

    GetCompany(Companies companies) {
        this.companies = companies;
    }

    record Arguments(String companyId) {}

    @Override
    public String name() {
        return "revops_get_company";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<CompanyView.One> call(CallContext context, Arguments wanted) {
        return Reference.COMPANY
                .find(wanted.companyId(), companies::find)
                .map(company -> new CompanyView.One(CompanyView.of(company)));
    }
}
