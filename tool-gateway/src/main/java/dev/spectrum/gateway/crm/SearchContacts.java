package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.ContactStatus;
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
class SearchContacts implements Tool.OnRecords<SearchContacts.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final Contacts contacts;

    SearchContacts(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(
            Optional<String> query,
            Optional<ContactStatus> status,
            Optional<String> companyId,
            Optional<Integer> limit,
            Optional<String> cursor) {}

    record Found(List<ContactView> contacts, @Nullable String next) {}

    @Override
    public String name() {
        return "revops_search_contacts";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        ContactSearch search = new ContactSearch(
                SearchText.words(wanted.query().orElse("")),
                wanted.status(),
                wanted.companyId().map(Reference.COMPANY::read),
                wanted.cursor().map(SearchContacts::place),
                limit + 1);
        return contacts.search(search).map(found -> page(found, limit));
    }

    private static Found page(List<Contact> found, int limit) {
        List<Contact> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(ContactView::of).toList(), found.size() > limit ? next(shown.getLast()) : null);
    }

    private static String next(Contact last) {
        return Cursor.after(last.lastName(), last.firstName(), last.id());
    }

    private static ContactSearch.Place place(String cursor) {
        List<String> key = Cursor.read(cursor, 3);
        try {
            return new ContactSearch.Place(key.get(0), key.get(1), UUID.fromString(key.get(2)));
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}
