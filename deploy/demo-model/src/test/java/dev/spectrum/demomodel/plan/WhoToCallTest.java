package dev.spectrum.demomodel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.Dialogue;
import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhoToCallTest {

    @Test
    void namesThreeRealPeopleWithTheirReasonsAndPhones() {
        Dialogue dialogue = new Dialogue(new FakeCompany());

        String answer = dialogue.ask("Who should I call today?");

        assertThat(dialogue.toolsCalled()).containsExactly("revops_search_opportunities", "revops_search_contacts");
        assertThat(answer)
                .contains("1. Tomás Herrera (Managing Director, Alder & Finch Interiors), phone +44 7700 900417.")
                .contains(
                        "\"Showroom booking suite\": proposal, $62,000, 60%, closes in 5 days (Wed 25 Nov 2026). Last contacted 16 days ago.")
                .contains("2. Dana Whitfield (VP Operations, Northwind Logistics), phone +1 312-555-0142.")
                .contains("3. Priya Raman (Practice Owner, Brightwater Dental Group), phone +1 303-555-0118.")
                .contains("was to close 2 days ago")
                .contains("Read for this: 15 deals and 25 contacts.");
    }

    @Test
    void namesTheNextThreeWhenAskedWhoElse() {
        Dialogue dialogue = new Dialogue(new FakeCompany());
        dialogue.ask("Who should I call today?");

        assertThat(dialogue.ask("Who else should I call?"))
                .contains("Marcus Oyelaran", "Henry Abernathy")
                .doesNotContain("Dana Whitfield", "Priya Raman", "Tomás Herrera");
    }

    @Test
    void readsTheContactsOfTheChosenDealsWhereThereIsNoSearch() {
        List<Tool> tools = FakeCompany.tools().stream()
                .filter(tool -> !List.of("revops_search_contacts", "revops_search_companies")
                        .contains(tool.name()))
                .toList();
        Dialogue dialogue = new Dialogue(new FakeCompany(), tools);

        String answer = dialogue.ask("Who should I call today?");

        assertThat(dialogue.toolsCalled())
                .startsWith("revops_search_opportunities", "revops_get_contact", "revops_get_contact");
        assertThat(answer).contains("Dana Whitfield (VP Operations, Northwind Logistics), phone +1 312-555-0142");
    }

    @Test
    void isContentWithDealsThatSayAllAboutTheirContacts() {
        Dialogue dialogue = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("revops_search_opportunities") ? """
                        {"opportunities": [{"id": "7", "name": "Fleet rollout", "stage": "negotiation", "value_usd": 48000.00, "probability": 75,
                          "expected_close_at": "2026-11-23", "next_step": null, "contact_id": "9", "contact_name": "Dana Whitfield",
                          "contact_email": "d@n.example", "contact_phone": "+1 312-555-0142", "company": "Northwind",
                          "last_contacted_at": "2026-11-08T10:00:00Z"}], "next": null}""" : "The CRM is being upgraded.";
            }
        });

        assertThat(dialogue.ask("Who should I call today?"))
                .contains(
                        "1. Dana Whitfield (Northwind), phone +1 312-555-0142. \"Fleet rollout\": negotiation, $48,000, 75%")
                .contains("Last contacted 12 days ago.")
                .contains("Not everything could be read: revops_search_contacts answered: The CRM is being upgraded.");
    }

    @Test
    void tellsThatAToolFailedAndGoesOnWithWhatItHas() {
        Dialogue dialogue = new Dialogue(new FakeCompany().failing("revops_search_opportunities"));

        assertThat(dialogue.ask("Who should I call today?"))
                .contains("Ranked by how long nobody has been in touch.")
                .endsWith(
                        "Not everything could be read: revops_search_opportunities failed: the CRM did not answer within 5 s.")
                .doesNotContain("Birgit Schäfer");
    }

    @Test
    void namesNobodyWhoseDealSaysThatTheyAskedNotToBeContacted() {
        Dialogue dialogue = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("revops_search_opportunities") ? """
                        {"opportunities": [{"id": "7", "name": "Fleet rollout", "stage": "negotiation", "value_usd": 48000.00, "probability": 75,
                          "expected_close_at": "2026-11-23", "contact_id": "9", "contact_name": "Dana Whitfield", "contact_phone": "+1 312-555-0142",
                          "contact_status": "do_not_contact"}], "next": null}""" : "The CRM is being upgraded.";
            }
        });

        assertThat(dialogue.ask("Who should I call today?")).doesNotContain("Dana Whitfield");
    }

    @Test
    void namesNobodyWhenAllFails() {
        Dialogue dialogue = new Dialogue(
                new FakeCompany().failing("revops_search_opportunities").failing("revops_search_contacts"));

        assertThat(dialogue.ask("Who should I call today?"))
                .startsWith("That did not work: ")
                .doesNotContain("1.");
    }

    @Test
    void saysSoWhereItHasNoToolToReadDealsOrContacts() {
        Dialogue dialogue = new Dialogue(new FakeCompany(), List.of());

        assertThat(dialogue.ask("Who should I call today?"))
                .isEqualTo("I have no tool here that reads deals or contacts, so I cannot say who to call.");
    }
}
