package dev.spectrum.demomodel.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.reference.Known;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallListTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void putsTheNearCloseDateBeforeTheBiggerSum() {
        assertThat(names(deal("Far", 60_000, 50, 60, 10), deal("Near", 40_000, 50, 3, 10)))
                .containsExactly("Near", "Far");
    }

    @Test
    void putsTheSilentBeforeThoseSpokenToYesterday() {
        assertThat(names(deal("Yesterday", 60_000, 50, 5, 1), deal("Silent", 30_000, 50, 5, 15)))
                .containsExactly("Silent", "Yesterday");
    }

    @Test
    void countsAnOverdueDealAsUrgent() {
        assertThat(names(deal("Next month", 30_000, 80, 40, 9), deal("Overdue", 20_000, 80, -2, 9)))
                .containsExactly("Overdue", "Next month");
    }

    @Test
    void namesAtMostThreeAndEachOnce() {
        assertThat(names(
                        deal("A", 50_000, 50, 3, 9),
                        deal("A", 49_000, 50, 3, 9),
                        deal("B", 40_000, 50, 3, 9),
                        deal("C", 30_000, 50, 3, 9),
                        deal("D", 20_000, 50, 3, 9)))
                .containsExactly("A", "B", "C");
    }

    @Test
    void leavesOutClosedDealsAndWhoAskedNotToBeCalled() {
        Person stop = person("Stop", 9, "do_not_contact");
        Deal won =
                new Deal("w", "w", "won", null, BigDecimal.TEN, "USD", 1.0, TODAY, null, person("Won", 9, "customer"));
        Deal stopped = new Deal("s", "s", "proposal", null, BigDecimal.TEN, "USD", 0.5, TODAY, null, stop);

        assertThat(names(won, stopped)).isEmpty();
    }

    @Test
    void goesOnWithThoseNobodyHasSpokenToForLongest() {
        CallList list = CallList.from(
                List.of(deal("Deal", 1_000, 50, 3, 9)),
                List.of(person("Recent", 2, "lead"), person("Longest", 90, "lead"), person("Long", 60, "lead")),
                List.of(),
                new Known(),
                TODAY);

        assertThat(list.entries())
                .extracting(entry -> entry.person().name())
                .containsExactly("Deal", "Longest", "Long");
    }

    @Test
    void saysWhyNowAndHowToReachThem() {
        String text = CallList.from(List.of(deal("Dana", 48_000, 75, 3, 12)), List.of(), List.of(), new Known(), TODAY)
                .text(1, 0);

        assertThat(text)
                .startsWith(
                        "Call this one today:\n\n1. Dana (Buyer, Company of Dana), phone +1 312-555-0100. \"Deal with Dana\": proposal, $48,000, 75%,"
                                + " closes in 3 days (Mon 23 Nov 2026). Last contacted 12 days ago.")
                .contains("Ranked by value times probability")
                .endsWith("Read for this: 1 deal and no contacts.");
    }

    @Test
    void saysThatNoPhoneIsOnRecord() {
        Person unreachable = new Person(
                "1", "Uma", "u@x.example", null, null, null, null, List.of(), TODAY.minusDays(3), null, true);

        assertThat(CallList.from(List.of(), List.of(unreachable), List.of(), new Known(), TODAY)
                        .text(0, 1))
                .contains("1. Uma, no phone on record, email u@x.example. Last contacted 3 days ago.");
    }

    private static List<@Nullable String> names(Deal... deals) {
        return CallList.from(List.of(deals), List.of(), List.of(), new Known(), TODAY).entries().stream()
                .<@Nullable String>map(entry -> entry.person().name())
                .toList();
    }

    private static Deal deal(String contact, int value, int percent, int closesInDays, int silentDays) {
        return new Deal(
                contact + value,
                "Deal with " + contact,
                "proposal",
                null,
                BigDecimal.valueOf(value),
                "USD",
                percent / 100.0,
                TODAY.plusDays(closesInDays),
                null,
                person(contact, silentDays, "prospect"));
    }

    private static Person person(String name, int silentDays, String status) {
        return new Person(
                name,
                name,
                null,
                "+1 312-555-0100",
                "Buyer",
                "Company of " + name,
                status,
                List.of(),
                TODAY.minusDays(silentDays),
                null,
                true);
    }
}
