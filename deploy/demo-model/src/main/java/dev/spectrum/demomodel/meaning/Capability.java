package dev.spectrum.demomodel.meaning;

import java.util.List;

/** What a question can ask for. */
public enum Capability {
    WHO_TO_CALL,
    FIND_PEOPLE,
    PERSON_DETAILS,
    CREATE_PERSON,
    UPDATE_PERSON,
    FIND_DEALS,
    CREATE_DEAL,
    FREE_TIME,
    BOOK,
    APPOINTMENTS,
    SEND_EMAIL,
    /** Nothing that needs a tool. */
    TALK;

    /** The words by which a tool that does it is recognised; none for what no single tool does. */
    List<String> toolSentences() {
        return switch (this) {
            case FIND_PEOPLE ->
                List.of("search contacts", "search contacts: find contacts in the CRM by name, email or company");
            case PERSON_DETAILS -> List.of("get contact", "get contact: read one CRM contact by its id or email");
            case CREATE_PERSON -> List.of("create contact", "create contact: add a new contact to the CRM");
            case UPDATE_PERSON ->
                List.of("update contact", "update contact: change the fields of an existing CRM contact");
            case FIND_DEALS ->
                List.of(
                        "search opportunities",
                        "list deals",
                        "search opportunities: find deals in the sales pipeline by stage");
            case CREATE_DEAL ->
                List.of(
                        "create opportunity",
                        "create deal",
                        "create opportunity: add a new deal for a contact to the pipeline");
            case FREE_TIME -> List.of("get availability", "get availability: free time slots in the calendar");
            case BOOK ->
                List.of("book appointment", "create calendar event", "book appointment: schedule a meeting or call");
            case APPOINTMENTS ->
                List.of(
                        "list appointments",
                        "list calendar events",
                        "list appointments: the meetings booked in the calendar");
            case SEND_EMAIL -> List.of("send email", "send email: send an email message to a recipient");
            case WHO_TO_CALL, TALK -> List.of();
        };
    }

    /** Whether it changes something or reaches somebody; such a thing is done only when the words ask for it. */
    public boolean acts() {
        return switch (this) {
            case CREATE_PERSON, UPDATE_PERSON, CREATE_DEAL, BOOK, SEND_EMAIL -> true;
            default -> false;
        };
    }
}
