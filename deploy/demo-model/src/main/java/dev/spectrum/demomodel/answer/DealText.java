package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A deal in a line. */
final class DealText {

    private DealText() {}

    /** "Fleet rollout with Dana Whitfield (Northwind): negotiation, $48,000, 75%, closes in 3 days (Mon 23 Nov 2026)". */
    static String line(Deal deal, Optional<Person> contact, LocalDate today) {
        String with = contact.map(Person::name).map(name -> " with " + name).orElse("");
        String at = contact.map(Person::company)
                .map(company -> " (" + company + ")")
                .orElse("");
        List<String> facts = facts(deal, today);
        return deal.label() + with + at + (facts.isEmpty() ? "" : ": " + String.join(", ", facts));
    }

    static List<String> facts(Deal deal, LocalDate today) {
        List<String> facts = new ArrayList<>();
        Optional.ofNullable(deal.stage()).map(stage -> stage.replace('_', ' ')).ifPresent(facts::add);
        Optional.ofNullable(deal.value())
                .map(value -> Phrases.money(value, deal.currency()))
                .ifPresent(facts::add);
        Optional.ofNullable(deal.probability())
                .filter(any -> deal.isOpen())
                .map(Phrases::percent)
                .ifPresent(facts::add);
        Optional.ofNullable(deal.closes()).map(day -> closing(deal, day, today)).ifPresent(facts::add);
        return facts;
    }

    static String closing(Deal deal, LocalDate day, LocalDate today) {
        String verb = !deal.isOpen() ? "closed" : day.isBefore(today) ? "was to close" : "closes";
        return verb + " " + Phrases.distance(day, today) + " (" + Phrases.day(day) + ")";
    }
}
