package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Company;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.Note;
import dev.spectrum.gateway.crm.domain.Opportunity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What notes are about: it must be there for a note to be read or written. */
@ApplicationScoped
class NoteSubjects {

    private static final String ARGUMENT = "about_id";

    private final Contacts contacts;
    private final Opportunities opportunities;
    private final Companies companies;

    NoteSubjects(Contacts contacts, Opportunities opportunities, Companies companies) {
        this.contacts = contacts;
        this.opportunities = opportunities;
        this.companies = companies;
    }

    /** Its id, or a {@code not-found}. */
    Uni<UUID> find(Note.About about, String id) {
        return switch (about) {
            case CONTACT -> Reference.CONTACT.find(id, ARGUMENT, contacts::find).map(Contact::id);
            case OPPORTUNITY ->
                Reference.OPPORTUNITY.find(id, ARGUMENT, opportunities::find).map(Opportunity::id);
            case COMPANY ->
                Reference.COMPANY.find(id, ARGUMENT, companies::find).map(Company::id);
        };
    }
}
