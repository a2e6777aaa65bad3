package dev.spectrum.demomodel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.Dialogue;
import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActingTest {

    private final FakeCompany company = new FakeCompany();
    private final Dialogue dialogue = new Dialogue(company);

    @Test
    void createsAContact() {
        assertThat(dialogue.ask("Create a contact Jane Doe jane@x.example"))
                .isEqualTo("Created: Jane Doe, jane@x.example.");
        assertThat(dialogue.toolsCalled()).containsExactly("revops_create_contact");
    }

    @Test
    void saysWhyAContactWasNotCreated() {
        var refusing = new Dialogue(new FakeCompany().refusing("The arguments are invalid: email is taken."));

        assertThat(refusing.ask("Create a contact Erika Other, dana.whitfield@northwind-logistics.example"))
                .isEqualTo(
                        "That did not work: revops_create_contact failed: The arguments are invalid: email is taken.");
    }

    @Test
    void asksForWhatIsMissingAndTakesTheReply() {
        assertThat(dialogue.ask("Create a contact")).isEqualTo("What are the contact's name and email address?");
        assertThat(dialogue.ask("Jane Doe, jane@x.example")).isEqualTo("Created: Jane Doe, jane@x.example.");
    }

    @Test
    void booksACallAfterLookingThePersonUpAndTheTimeToo() {
        assertThat(dialogue.ask("Book a call with Dana Whitfield tomorrow at 3pm"))
                .isEqualTo("Booked: Call with Dana Whitfield: Sat 21 Nov 2026 at 15:00 to 15:30 UTC.");
        assertThat(dialogue.toolsCalled())
                .containsExactly("revops_search_contacts", "calendar_get_availability", "calendar_book_appointment");
        assertThat(company.appointments()).hasSize(2);
    }

    @Test
    void offersOtherTimesWhereTheTimeIsTakenAndBooksTheOneChosen() {
        assertThat(dialogue.ask("Book a call with Priya Raman on Wednesday at 3pm"))
                .startsWith("That time is not free, so nothing is booked.")
                .contains("2. Wed 25 Nov 2026 at 14:30 to 15:00 UTC")
                .endsWith("Which one should I book?");
        assertThat(company.appointments()).hasSize(1);

        assertThat(dialogue.ask("the second one, please"))
                .isEqualTo("Booked: Call with Priya Raman: Wed 25 Nov 2026 at 14:30 to 15:00 UTC.");
    }

    @Test
    void asksWhenToBook() {
        assertThat(dialogue.ask("Book a call with Priya"))
                .startsWith("These times are free:")
                .endsWith("When should I book it?");
        assertThat(dialogue.ask("tomorrow at 2pm"))
                .isEqualTo("Booked: Call with Priya Raman: Sat 21 Nov 2026 at 14:00 to 14:30 UTC.");
    }

    @Test
    void aNewQuestionAfterOneOfOursIsANewQuestion() {
        dialogue.ask("Book a call with Priya");

        assertThat(dialogue.ask("How many contacts do we have?")).isEqualTo("25 contacts.");
    }

    @Test
    void doesNothingForSomebodyItCannotFind() {
        assertThat(dialogue.ask("Send an email to Bob Stranger about the renewal"))
                .isEqualTo("I found nobody called Bob Stranger in the CRM, so I have done nothing.");
        assertThat(company.sent()).isEmpty();
    }

    @Test
    void asksWhichOfTwoAndThenActs() {
        company.contacts()
                .add(company.contacts()
                        .get(0)
                        .deepCopy()
                        .put("id", "second")
                        .put("last_name", "Reed")
                        .put("email", "dana.reed@x.example"));

        assertThat(dialogue.ask("Email Dana that the contract is ready"))
                .isEqualTo(
                        "There are several:\n\n1. Dana Whitfield (Northwind Logistics)\n2. Dana Reed (Northwind Logistics)\n\nWhich one do you mean?");
        assertThat(company.sent()).isEmpty();
        assertThat(dialogue.ask("the second")).startsWith("Sent to dana.reed@x.example");
    }

    @Test
    void neverActsOnSomebodyItOnlyAssumes() {
        dialogue.ask("Who should I call today?");

        assertThat(dialogue.ask("Send her an email about the contract")).endsWith("Which one do you mean?");
        assertThat(company.sent()).isEmpty();
    }

    @Test
    void sendsAnEmailToAnAddress() {
        assertThat(dialogue.ask("Send an email to dana@northwind.example about the renewal"))
                .isEqualTo("Sent to dana@northwind.example, subject \"The renewal\".");
        assertThat(company.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.path("text").asText()).contains("about the renewal"));
    }

    @Test
    void asksWhatToWrite() {
        assertThat(dialogue.ask("Send an email to Dana")).isEqualTo("What should the email say?");
        assertThat(dialogue.ask("The contract is on its way to you"))
                .isEqualTo(
                        "Sent to dana.whitfield@northwind-logistics.example, subject \"The contract is on its way to you\".");
    }

    @Test
    void changesAContact() {
        assertThat(dialogue.ask("Change Dana's phone number to +1 312-555-0199"))
                .isEqualTo("Updated: Dana Whitfield, now with phone +1 312-555-0199.");
    }

    @Test
    void deletesNobodyWhoseNameTwoPeopleHave() {
        FakeCompany company = new FakeCompany();
        company.contacts()
                .add(company.contacts()
                        .get(0)
                        .deepCopy()
                        .put("id", "second")
                        .put("last_name", "Reed")
                        .put("email", "dana.reed@x.example"));
        Dialogue twoOfThem = new Dialogue(company);

        assertThat(twoOfThem.ask("Delete the contact Dana"))
                .contains("1. Dana Whitfield", "2. Dana Reed", "Which one do you mean?");
        assertThat(twoOfThem.toolsCalled()).doesNotContain("revops_delete_contact");
    }

    @Test
    void deletesTheOneThatIsMeant() {
        dialogue.ask("Delete the contact Dana");

        assertThat(dialogue.call("revops_delete_contact")
                        .arguments()
                        .path("contact_id")
                        .asText())
                .isEqualTo(new FakeCompany().contacts().get(0).path("id").asText());
    }

    @Test
    void keepsTheTagsThatAreThere() {
        dialogue.ask("Tag Dana as vip");

        assertThat(dialogue.call("revops_update_contact")
                        .arguments()
                        .path("tags")
                        .toString())
                .isEqualTo("[\"fleet\",\"decision-maker\",\"vip\"]");
    }

    @Test
    void createsADeal() {
        assertThat(dialogue.ask("Add a deal for Dana Whitfield worth $25,000 closing next Friday"))
                .isEqualTo("Created: Opportunity with Dana Whitfield: $25,000, closes in 7 days (Fri 27 Nov 2026).");
    }

    @Test
    void tellsThatAToolRefused() {
        Dialogue refused = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("send_email")
                        ? "{\"title\": \"Forbidden\", \"status\": 403, \"detail\": \"email:write is not granted\"}"
                        : super.run(call);
            }
        });

        assertThat(refused.ask("Email Dana that it is ready"))
                .isEqualTo("That did not work: send_email failed: email:write is not granted.");
    }

    @Test
    void doesNotSayDoneWhereTheToolAnswersInWordsOnly() {
        Dialogue away = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("send_email") ? "The mail server could not be reached." : super.run(call);
            }
        });

        assertThat(away.ask("Email Dana that it is ready"))
                .isEqualTo("That did not work: send_email answered: The mail server could not be reached.");
    }

    @Test
    void booksInTheCalendarsTimeZone() {
        Dialogue berlin = new Dialogue(new FakeCompany() {
            @Override
            public String run(ToolCall call) {
                return call.name().equals("calendar_get_availability")
                        ? "{\"time_zone\": \"Europe/Berlin\", \"slots\": [{\"starts_at\": \"2026-11-23T15:00:00+01:00\"}]}"
                        : super.run(call);
            }
        });

        assertThat(berlin.ask("Book a call with Dana Whitfield on Monday at 3pm"))
                .isEqualTo("Booked: Call with Dana Whitfield: Mon 23 Nov 2026 at 15:00 to 15:30 (Europe/Berlin).");
        assertThat(berlin.call("calendar_book_appointment")
                        .arguments()
                        .path("starts_at")
                        .asText())
                .isEqualTo("2026-11-23T15:00:00+01:00");
    }

    @Test
    void saysThatItBookedEvenWhereTheCalendarCouldNotBeReadBefore() {
        Dialogue blind = new Dialogue(company.failing("calendar_get_availability"));

        assertThat(blind.ask("Book a call with Dana Whitfield tomorrow at 3pm"))
                .startsWith("Booked: Call with Dana Whitfield: Sat 21 Nov 2026 at 15:00 to 15:30 UTC.")
                .contains("Not everything could be read: calendar_get_availability failed");
    }

    @Test
    void writesToWhoeverIsNamedFirst() {
        dialogue.ask("Who should I call today?");

        assertThat(dialogue.ask("Email Priya Raman about the offer for Dana Whitfield"))
                .startsWith("Sent to priya.raman@brightwaterdental.example");
    }

    @Test
    void saysSoWhereItHasNoSuchTool() {
        assertThat(new Dialogue(company, List.of()).ask("Book a call with Dana tomorrow at 3pm"))
                .isEqualTo("I have no tool here that can do that.");
    }
}
