package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Deal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The chosen deals with their number and sum. */
public final class DealsAnswer {

    private DealsAnswer() {}

    /**
     * The chosen of the deals that were read.
     *
     * @param more whether the CRM has more deals than it returned
     */
    public static String text(DealChoice choice, List<Deal> read, boolean more) {
        List<Deal> chosen = choice.of(read);
        String which = choice.description(read);
        if (chosen.isEmpty()) {
            return "There are no " + which + ". Read for this: " + Phrases.count(read.size(), "deal") + ".";
        }
        if (chosen.size() == 1) {
            return Phrases.sentence(line(chosen.get(0), choice) + nextStep(chosen.get(0)));
        }
        String heading = chosen.size() + " " + which + worth(chosen);
        if (Phrases.asksHowMany(choice.mentions().question())) {
            return heading + ".";
        }
        String list = Phrases.numbered(chosen, deal -> line(deal, choice));
        return heading + ":\n\n" + list + (more ? "\n\nThe CRM has more deals than it returned at once." : "");
    }

    private static String line(Deal deal, DealChoice choice) {
        return DealText.line(deal, choice.contact(deal), choice.today());
    }

    private static String nextStep(Deal deal) {
        return Optional.ofNullable(deal.nextStep())
                .map(step -> "; next step: " + step)
                .orElse("");
    }

    private static String worth(List<Deal> chosen) {
        BigDecimal sum =
                chosen.stream().map(Deal::value).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean oneCurrency = chosen.stream().map(Deal::currency).distinct().count() == 1;
        return oneCurrency && sum.signum() > 0
                ? ", worth " + Phrases.money(sum, chosen.get(0).currency()) + " in all"
                : "";
    }
}
