import dev.spectrum.outreach.scoring.domain.LeadScore;
import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import dev.spectrum.outreach.scoring.domain.ScoredFacts;
import dev.spectrum.outreach.scoring.domain.Scoring;
import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores 200,000 leads that differ in everything, on one thread, some times over; says how many in a second. */
final class ScoreLeads {

    private static final String[] RANKS = {
        "CEO", "Chief Revenue Officer", "VP Sales", "Vice President of Product", "Director of Marketing", "Head of Growth",
        "Account Manager", "Software Engineer", "Assistant to the CEO", "Former Founder", "Geschäftsführer", ""
    };
    private static final String[] INDUSTRIES = {"Software", "Manufacturing", "Retail", "Logistics", "Media", ""};
    private static final String[] COUNTRIES = {"United States", "DE", "United Kingdom", "Deutschland", "FR", ""};

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        LocalDate today = LocalDate.of(2026, 11, 20);
        IdealCustomer ideal = IdealCustomer.of(Map.of(
                "industries", List.of("Software", "Media", "Logistics"),
                "countries", List.of("United States", "Germany", "United Kingdom"),
                "employees_min", 10,
                "employees_max", 200,
                "competitors", List.of("initech.test", "Globex", "hooli.test")));
        List<ScoredFacts> leads = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            leads.add(lead(i, today));
        }
        long[] rates = new long[rounds];
        long check = 0;
        // The first rounds warm up.
        for (int round = -3; round < rounds; round++) {
            long began = System.nanoTime();
            for (ScoredFacts lead : leads) {
                LeadScore score = Scoring.score(lead, ideal, ScoreWeights.USUAL, today);
                check += score.total() + score.risk().reasons().size();
            }
            long rate = (long) (leads.size() / ((System.nanoTime() - began) / 1e9));
            if (round >= 0) {
                rates[round] = rate;
                System.out.println((round + 1) + "  " + rate + " leads/s");
            }
        }
        Arrays.sort(rates);
        System.out.println("median " + rates[rounds / 2] + " leads/s (" + check + " points and reasons)");
    }

    private static ScoredFacts lead(int i, LocalDate today) {
        // Titles differ from lead to lead, so that nothing can be remembered of them.
        String title = RANKS[i % RANKS.length].isEmpty() ? "" : RANKS[i % RANKS.length] + ", Team " + i;
        return new ScoredFacts(
                "person" + i + "@company" + i % 5000 + ".test",
                i % 3 == 0 ? Optional.empty() : Optional.of(i % 3 == 1),
                i % 7 == 0 ? "person" + i + "@home.test" : "",
                i % 2 == 0 ? "+1415555" + i % 10_000 : "",
                i % 4 == 0 ? "https://www.linkedin.com/in/person-" + i : "",
                title,
                "Company " + i % 5000,
                "https://www.company" + i % 5000 + ".test/about",
                INDUSTRIES[i % INDUSTRIES.length],
                i % 5 == 0 ? Optional.empty() : Optional.of(i % 1000),
                COUNTRIES[i % COUNTRIES.length],
                i % 6 == 0 ? Optional.empty() : Optional.of(today.minusDays(i % 700)),
                i % 4 == 0 ? Optional.empty() : Optional.of(i % 4 == 1),
                i % 8 == 0 ? Optional.empty() : Optional.of(today.minusDays(i % 900)),
                i % 50 == 0,
                i % 40 == 0);
    }
}
