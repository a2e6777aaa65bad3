package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SetContactCompany implements Tool.OnRecords<SetContactCompany.Arguments> {

    private final Contacts contacts;
    private final Companies companies;

    SetContactCompany(Contacts contacts, Companies companies) {
        this.contacts = contacts;
        this.companies = companies;
    }

    record Arguments(String contactId, String companyId) {}

    @Override
    public String name() {
        return "revops_set_contact_company";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactView.One> call(CallContext context, Arguments given) {
        return Reference.COMPANY
                .find(given.companyId(), companies::find)
                .chain(company -> Reference.CONTACT
                        .find(given.contactId(), contacts::lock)
                        .map(contact -> contact.workingFor(company)))
                .call(contacts::change)
                .map(contact -> new ContactView.One(ContactView.of(contact)));
    }
}
