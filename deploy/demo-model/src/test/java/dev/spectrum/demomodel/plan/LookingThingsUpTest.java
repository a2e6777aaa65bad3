package dev.spectrum.demomodel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.Dialogue;
import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.ToolCall;
import org.junit.jupiter.api.Test;

class LookingThingsUpTest {

    private final Dialogue dialogue = new Dialogue(new FakeCompany());

    @Test
    void findsContactsAtACompany() {
        assertThat(dialogue.ask("Find contacts at Northwind")).isEqualTo("""
                        2 contacts for "Northwind":

                        1. Dana Whitfield (VP Operations, Northwind Logistics), dana.whitfield@northwind-logistics.example, +1 312-555-0142
                        2. Owen Prescott (Fleet Manager, Northwind Logistics), owen.prescott@northwind-logistics.example, +1 312-555-0167""");
    }

    @Test
    void saysThatNothingMatches() {
        assertThat(dialogue.ask("Find contacts at Contoso")).isEqualTo("No contact in the CRM matches \"Contoso\".");
    }

    @Test
    void inventsNobody() {
        assertThat(dialogue.ask("Who is Bob Stranger?")).isEqualTo("I found nobody called Bob Stranger in the CRM.");
        assertThat(dialogue.toolsCalled()).containsExactly("revops_search_contacts");
    }

    @Test
    void searchesOnceForSomebodyWhoIsNotThere() {
        assertThat(dialogue.ask("What is the phone number of Napoleon?"))
                .isEqualTo("I found nobody called Napoleon in the CRM.");
        assertThat(dialogue.toolsCalled()).containsExactly("revops_search_contacts");
    }

    @Test
    void countsContactsAndDeals() {
        assertThat(dialogue.ask("How many contacts do we have?")).isEqualTo("25 contacts.");
        assertThat(dialogue.ask("How many deals are open?")).isEqualTo("12 open deals, worth $450,600 in all.");
    }

    @Test
    void listsTheOpenDealsThatCloseThisMonth() {
        assertThat(dialogue.ask("Which deals close this month?"))
                .startsWith(
                        "5 open deals closing from Sun 1 Nov 2026 to Mon 30 Nov 2026, worth $178,100 in all:\n\n1. Five clinics")
                .contains(
                        "2. Fleet tracking rollout with Dana Whitfield (Northwind Logistics): negotiation, $48,000, 75%, closes in 3 days")
                .doesNotContain("Driver app add-on");
    }

    @Test
    void choosesDealsByStageValueCompanyAndOutcome() {
        assertThat(dialogue.ask("Which opportunities are in negotiation?"))
                .startsWith("3 open deals in negotiation, worth $115,500 in all");
        assertThat(dialogue.ask("Show me deals over $50,000")).startsWith("3 open deals, worth $206,000 in all");
        assertThat(dialogue.ask("Which deals do we have with Northwind?"))
                .startsWith("Fleet tracking rollout with Dana Whitfield");
        assertThat(dialogue.ask("Which deals did we win?")).startsWith("2 won deals, worth $23,400 in all");
        assertThat(dialogue.ask("Which deals are overdue?"))
                .startsWith("Five clinics, patient messaging with Priya Raman");
        assertThat(dialogue.ask("What is our biggest deal?")).startsWith("Installer scheduling with Amara Nwachukwu");
    }

    @Test
    void listsAppointments() {
        assertThat(dialogue.ask("What appointments do I have?"))
                .isEqualTo("Pipeline review with Greta Lindholm: Mon 23 Nov 2026 at 09:00 to 10:00 UTC.");
        assertThat(dialogue.ask("Do I have meetings tomorrow?"))
                .isEqualTo("No appointment is booked on Sat 21 Nov 2026.");
    }

    @Test
    void tellsFreeTimes() {
        assertThat(dialogue.ask("Am I free on Tuesday?"))
                .isEqualTo("Free times on Tue 24 Nov 2026:\n\n1. Tue 24 Nov 2026 at 09:00 to 17:00 UTC");
        assertThat(dialogue.ask("Is Wednesday at 3pm free?"))
                .isEqualTo("No, Wed 25 Nov 2026 at 15:00 UTC is not free.");
        assertThat(dialogue.ask("Is Wednesday at 4pm free?")).isEqualTo("Yes, Wed 25 Nov 2026 at 16:00 UTC is free.");
    }

    @Test
    void readsTheWholeRecordWhereASearchReturnsOnlyAPartOfIt() {
        String part =
                "{\"items\": [{\"id\": \"7\", \"name\": \"Dana Whitfield\", \"company\": \"Northwind\", \"email\": \"d@n.example\"}]}";
        String record = "{\"id\": \"7\", \"name\": \"Dana Whitfield\", \"phone\": \"+1 312-555-0142\"}";
        Dialogue shortSearch = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("revops_search_contacts") ? part : record;
            }
        });

        assertThat(shortSearch.ask("What is Dana Whitfield's phone number?"))
                .isEqualTo("Dana Whitfield's phone number is +1 312-555-0142.");
        assertThat(shortSearch.toolsCalled()).containsExactly("revops_search_contacts", "revops_get_contact");
    }
}
