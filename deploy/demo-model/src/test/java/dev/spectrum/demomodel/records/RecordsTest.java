package dev.spectrum.demomodel.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.json.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'items': [{'id': '1', 'first_name': 'Dana', 'last_name': 'Whitfield', 'email': 'd@n.example'}], 'next': null}",
                "{'contacts': [{'id': '1', 'name': 'Dana Whitfield', 'email': 'd@n.example'}]}",
                "[{'contactId': '1', 'fullName': 'Dana Whitfield', 'emailAddress': 'd@n.example'}]",
                "{'id': '1', 'firstName': 'Dana', 'lastName': 'Whitfield', 'email': 'd@n.example'}",
                "{'result': {'data': {'contact': {'id': 1, 'name': 'Dana Whitfield', 'email': 'd@n.example'}}}}",
            })
    void findsAPersonWhereverTheyStand(String json) {
        assertThat(in(json).people()).singleElement().satisfies(person -> {
            assertThat(person.id()).isEqualTo("1");
            assertThat(person.name()).isEqualTo("Dana Whitfield");
            assertThat(person.email()).isEqualTo("d@n.example");
        });
    }

    @Test
    void readsAllThatAContactSays() {
        Person person =
                in("{'id': '1', 'name': 'Dana', 'phone': '+1', 'title': 'CEO', 'company': {'name': 'Northwind'}, 'status': 'lead',"
                                + " 'tags': ['a', 'b'], 'last_contacted_at': '2026-11-08T23:30:00Z', 'notes': 'x'}")
                        .people()
                        .get(0);

        assertThat(person.company()).isEqualTo("Northwind");
        assertThat(person.tags()).containsExactly("a", "b");
        assertThat(person.lastContacted()).isEqualTo(LocalDate.of(2026, 11, 8));
        assertThat(person.notes()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'opportunities': [{'id': '7', 'name': 'Rollout', 'stage': 'proposal', 'value_usd': 48000, 'probability': 75,"
                        + " 'expected_close_at': '2026-11-23', 'contact_id': '1', 'contact_name': 'Dana', 'next_step': 'Sign'}]}",
                "{'items': [{'id': '7', 'name': 'Rollout', 'stage': 'proposal', 'value': '48,000', 'probability': 0.75,"
                        + " 'close_date': '2026-11-23T00:00:00Z', 'contact': {'id': '1', 'name': 'Dana'}, 'nextStep': 'Sign'}]}",
            })
    void findsADealAndWithWhomItIs(String json) {
        assertThat(in(json).deals()).singleElement().satisfies(deal -> {
            assertThat(deal.value()).isEqualByComparingTo("48000");
            assertThat(deal.probability()).isEqualTo(0.75);
            assertThat(deal.closes()).isEqualTo(LocalDate.of(2026, 11, 23));
            assertThat(deal.nextStep()).isEqualTo("Sign");
            assertThat(deal.contact()).isNotNull().satisfies(contact -> {
                assertThat(contact.id()).isEqualTo("1");
                assertThat(contact.name()).isEqualTo("Dana");
            });
        });
    }

    @Test
    void tellsAppointmentsFromFreeSlots() {
        Records records = in(
                "{'appointments': [{'title': 'Review', 'start': '2026-11-23T09:00:00Z', 'end': '2026-11-23T10:00:00Z',"
                        + " 'attendees': [{'name': 'Dana'}]}], 'slots': [{'start': '2026-11-23T11:00:00Z', 'end': '2026-11-23T11:30:00Z'}]}");

        assertThat(records.appointments())
                .singleElement()
                .satisfies(each -> assertThat(each.with()).isEqualTo("Dana"));
        assertThat(records.slots()).containsExactly(new Slot(at("2026-11-23T11:00Z"), at("2026-11-23T11:30Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'slots': ['2026-11-23T11:00:00Z']}",
                "{'available': [{'date': '2026-11-23', 'times': ['11:00']}]}",
                "{'start': '2026-11-23T00:00:00Z', 'end': '2026-11-24T00:00:00Z', 'slots': [{'start': '2026-11-23T11:00:00Z'}]}",
                "{'busy': [{'start': '2026-11-23T09:00:00Z'}], 'free': [{'start': '2026-11-23T11:00:00Z'}]}",
                "{'items': [{'start': '2026-11-23T09:00:00Z', 'available': false}, {'start': '2026-11-23T11:00:00Z', 'available': true}]}",
            })
    void findsTheOneFreeSlot(String json) {
        assertThat(in(json).slots()).extracting(Slot::start).containsExactly(at("2026-11-23T11:00Z"));
    }

    @Test
    void readsTimesInTheConversationsZone() {
        Records records = Records.in(json("{'slots': ['2026-11-23T11:00:00Z']}"), ZoneId.of("Europe/Berlin"));

        assertThat(records.slots().get(0).start().getHour()).isEqualTo(12);
    }

    @Test
    void tellsThatThereIsMore() {
        assertThat(in("{'items': [], 'next': 'abc'}").more()).isTrue();
        assertThat(in("{'items': [], 'next': null}").more()).isFalse();
        assertThat(in("{'items': [], 'has_more': true}").more()).isTrue();
    }

    @Test
    void findsNothingInOtherData() {
        Records records = in("{'mrr_usd': 12000, 'currency': 'USD', 'by_plan': [{'plan': 'pro', 'count': 3}]}");

        assertThat(records.people()).isEmpty();
        assertThat(records.deals()).isEmpty();
        assertThat(records.appointments()).isEmpty();
        assertThat(records.slots()).isEmpty();
    }

    private static Records in(String json) {
        return Records.in(json(json), ZoneOffset.UTC);
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    private static ZonedDateTime at(String moment) {
        return ZonedDateTime.parse(moment).withZoneSameLocal(ZoneOffset.UTC);
    }
}
