package dev.spectrum.outreach.scoring.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final IdealCustomer IDEAL = new IdealCustomer(
            List.of("Software", "Logistics"),
            List.of("Germany", "United Kingdom"),
            Optional.of(20),
            Optional.of(200),
            List.of("rival.test", "rival inc"));

    @Property(tries = 500)
    void everyPointIsExplainedWhateverTheWeights(
            @ForAll Random random, @ForAll @IntRange(max = 50) int authority, @ForAll @IntRange(max = 50) int timing) {
        ScoreWeights weights = new ScoreWeights(0, authority, 100 - authority - timing, timing, 0);
        LeadScore score = Scoring.score(Facts.random(random).build(), IDEAL, weights, TODAY);
        for (ScoreComponent component :
                List.of(score.dataQuality(), score.authority(), score.companyFit(), score.timing(), score.risk())) {
            assertThat(component.reasons().stream()
                            .mapToInt(reason -> Integer.parseInt(reason.replaceFirst("(?s).*\\(([+-]\\d+)\\)$", "$1")))
                            .sum())
                    .as(component.toString())
                    .isEqualTo(component.points());
        }
        assertThat(score.authority().max()).isEqualTo(authority);
        assertThat(score.total()).isBetween(0, 100);
    }

    @Test
    void weightsOfATenantShareTheHundredOtherwise() {
        ScoreWeights weights = new ScoreWeights(10, 50, 20, 15, 5);
        LeadScore best = Scoring.score(new Facts().best(), IDEAL, weights, TODAY);
        assertThat(best.total()).isEqualTo(100);
        assertThat(best.dataQuality().reasons())
                .containsExactly(
                        "email verified (+4)",
                        "phone known (+3)",
                        "LinkedIn profile known (+2)",
                        "personal email known (+1)");
        assertThat(best.authority().points()).isEqualTo(50);
        assertThat(best.risk().points()).isEqualTo(5);
    }

    @Test
    void weightsAreAHundredTogetherAndNoneIsBelowZero() {
        assertThatThrownBy(() -> new ScoreWeights(20, 25, 25, 15, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScoreWeights(-5, 50, 25, 15, 15)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTierSaysByWhichChannelsALeadIsReached() {
        assertThat(Tier.of(85).channels()).containsExactly("email", "sms", "linkedin", "voice", "mail");
        assertThat(Tier.of(84).channels()).containsExactly("email", "linkedin", "voice");
        assertThat(Tier.of(35).channels()).containsExactly("email", "linkedin");
        assertThat(Tier.of(20).channels()).containsExactly("email");
        assertThat(Tier.of(19).channels()).isEmpty();
    }

    @Test
    void aLeadThatHasEverythingGetsAHundredPoints() {
        LeadScore score = Scoring.score(new Facts().best(), IDEAL, ScoreWeights.USUAL, TODAY);

        assertThat(score.dataQuality().points()).isEqualTo(20);
        assertThat(score.authority().points()).isEqualTo(25);
        assertThat(score.companyFit().points()).isEqualTo(25);
        assertThat(score.timing().points()).isEqualTo(15);
        assertThat(score.risk().points()).isEqualTo(15);
        assertThat(score.total()).isEqualTo(100);
        assertThat(score.tier()).isEqualTo(Tier.HOT);
    }

    @Test
    void aLeadOfWhichNothingIsKnownKeepsOnlyThePointsForRisk() {
        LeadScore score = Scoring.score(new Facts().build(), IDEAL, ScoreWeights.USUAL, TODAY);

        assertThat(score.total()).isEqualTo(15);
        assertThat(score.tier()).isEqualTo(Tier.DEAD);
        assertThat(score.dataQuality().reasons())
                .containsExactly(
                        "no email (+0)", "no phone (+0)", "no LinkedIn profile (+0)", "no personal email (+0)");
    }

    @Test
    void anAddressCountsOnceItIsVerified() {
        Facts facts = new Facts();
        facts.email = "a@b.test";
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .dataQuality()
                        .points())
                .isZero();
        facts.verified = Optional.of(false);
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .dataQuality()
                        .points())
                .isZero();
        facts.verified = Optional.of(true);
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .dataQuality()
                        .points())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Software, 10
            software, 10
            Mining,    0
            '',        0
            """)
    void theIndustryFitsOrDoesNot(String industry, int points) {
        Facts facts = new Facts();
        facts.industry = industry;
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .companyFit()
                        .points())
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Germany,     7
            Deutschland, 7
            UK,          7
            France,      0
            """)
    void theCountryFitsHoweverItIsWritten(String country, int points) {
        Facts facts = new Facts();
        facts.country = country;
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .companyFit()
                        .points())
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            19,  0
            20,  8
            200, 8
            201, 0
            """)
    void theSizeFitsWithinTheIdealCustomersBounds(int employees, int points) {
        Facts facts = new Facts();
        facts.employees = Optional.of(employees);
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .companyFit()
                        .points())
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            4,  0
            5,  8
            50, 8
            51, 0
            """)
    void withoutAnIdealCustomerFiveToFiftyEmployeesFitAndTheReasonSaysSo(int employees, int points) {
        Facts facts = new Facts();
        facts.employees = Optional.of(employees);
        ScoreComponent fit = Scoring.score(facts.build(), IdealCustomer.UNKNOWN, ScoreWeights.USUAL, TODAY)
                .companyFit();
        assertThat(fit.points()).isEqualTo(points);
        assertThat(fit.reasons().get(1)).contains("5 to 50").contains("no ideal customer profile says how many");
    }

    @Test
    void withoutAnIdealCustomerAKnownIndustryAndCountryGiveAboutHalf() {
        Facts facts = new Facts();
        facts.industry = "Mining";
        facts.country = "France";
        ScoreComponent fit = Scoring.score(facts.build(), IdealCustomer.UNKNOWN, ScoreWeights.USUAL, TODAY)
                .companyFit();
        assertThat(fit.points()).isEqualTo(5 + 3);
        assertThat(fit.reasons().getFirst()).contains("no ideal customer profile names one");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-20, 6
            2026-05-21, 6
            2026-05-20, 0
            2026-11-21, 0
            """)
    void aRoleIsNewForSixMonths(LocalDate since, int points) {
        Facts facts = new Facts();
        facts.jobStartedAt = Optional.of(since);
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .timing()
                        .points())
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2025-11-21, 4
            2025-11-20, 0
            """)
    void moneyIsFreshForTwelveMonths(LocalDate since, int points) {
        Facts facts = new Facts();
        facts.fundedAt = Optional.of(since);
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .timing()
                        .points())
                .isEqualTo(points);
    }

    @Test
    void whatSpeaksAgainstALeadIsDeductedDownToNothing() {
        Facts facts = new Facts();
        facts.title = "Retired";
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .risk()
                        .points())
                .isEqualTo(10);
        facts.website = "https://www.rival.test/about";
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .risk()
                        .points())
                .isZero();
        facts.unsubscribed = true;
        facts.bounced = true;
        LeadScore score = Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY);
        assertThat(score.risk().points()).isZero();
        assertThat(score.risk().reasons()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Rival Inc, '',                     ''
            RIVAL INC, '',                     ''
            '',        http://rival.test,      ''
            '',        eu.rival.test/contact,  ''
            '',        '',                     ann@mail.rival.test
            """)
    void aCompetitorIsKnownByNameSiteOrAddress(String company, String website, String email) {
        Facts facts = new Facts();
        facts.company = company;
        facts.website = website;
        facts.email = email;
        assertThat(Scoring.score(facts.build(), IDEAL, ScoreWeights.USUAL, TODAY)
                        .risk()
                        .points())
                .isEqualTo(5);
    }

    @Test
    void whoeverItIsNoComponentLeavesItsBoundsAndTheTotalIsTheirSum() {
        Random random = new Random(20261120);
        for (int i = 0; i < 20_000; i++) {
            Facts facts = Facts.random(random);
            IdealCustomer ideal = random.nextBoolean() ? IDEAL : IdealCustomer.UNKNOWN;

            LeadScore score = Scoring.score(facts.build(), ideal, ScoreWeights.USUAL, TODAY);

            List<ScoreComponent> parts =
                    List.of(score.dataQuality(), score.authority(), score.companyFit(), score.timing(), score.risk());
            assertThat(parts).allSatisfy(part -> {
                assertThat(part.points()).isBetween(0, part.max());
                assertThat(part.reasons()).isNotEmpty();
            });
            assertThat(parts.stream().mapToInt(ScoreComponent::max).sum()).isEqualTo(100);
            assertThat(score.total())
                    .isEqualTo(parts.stream().mapToInt(ScoreComponent::points).sum())
                    .isBetween(0, 100);
            assertThat(score.tier()).isEqualTo(Tier.of(score.total()));
        }
    }

    @Test
    void whatAnIdealCustomerProfileLeavesOutOrMisspellsCountsAsNotSaid() {
        assertThat(IdealCustomer.of(Map.of())).isEqualTo(IdealCustomer.UNKNOWN);
        assertThat(IdealCustomer.of(
                        Map.of("industries", "Software", "employees_min", "many", "countries", List.of(1, ""))))
                .isEqualTo(IdealCustomer.UNKNOWN);
        assertThat(IdealCustomer.of(Map.of("industries", List.of("Software"), "employees_max", 50)))
                .isEqualTo(new IdealCustomer(
                        List.of("Software"), List.of(), Optional.empty(), Optional.of(50), List.of()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100, HOT
            85,  HOT
            84,  WARM
            60,  WARM
            59,  COOL
            35,  COOL
            34,  COLD
            20,  COLD
            19,  DEAD
            0,   DEAD
            """)
    void tiersBeginWhereTheyAreSaidTo(int score, Tier tier) {
        assertThat(Tier.of(score)).isEqualTo(tier);
    }

    /** A lead of which nothing is known until a test says so. */
    private static final class Facts {
        String email = "";
        Optional<Boolean> verified = Optional.empty();
        String personalEmail = "";
        String phone = "";
        String linkedinUrl = "";
        String title = "";
        String company = "";
        String website = "";
        String industry = "";
        Optional<Integer> employees = Optional.empty();
        String country = "";
        Optional<LocalDate> jobStartedAt = Optional.empty();
        Optional<Boolean> hiring = Optional.empty();
        Optional<LocalDate> fundedAt = Optional.empty();
        boolean bounced;
        boolean unsubscribed;

        ScoredFacts best() {
            email = "ann@initech.test";
            verified = Optional.of(true);
            personalEmail = "ann@home.test";
            phone = "+441632960001";
            linkedinUrl = "https://www.linkedin.com/in/ann";
            title = "Founder & CEO";
            company = "Initech";
            industry = "Logistics";
            employees = Optional.of(38);
            country = "Germany";
            jobStartedAt = Optional.of(TODAY.minusMonths(2));
            hiring = Optional.of(true);
            fundedAt = Optional.of(TODAY.minusMonths(10));
            return build();
        }

        static Facts random(Random random) {
            Facts facts = new Facts();
            facts.email = pick(random, "", "ann@initech.test", "bob@rival.test");
            facts.verified = maybe(random, random.nextBoolean());
            facts.personalEmail = pick(random, "", "ann@home.test");
            facts.phone = pick(random, "", "+441632960001");
            facts.linkedinUrl = pick(random, "", "https://www.linkedin.com/in/ann");
            facts.title = pick(random, "", "CEO", "Intern", "VP and Director", "Retired owner", "Head of Manager");
            facts.company = pick(random, "", "Initech", "Rival Inc");
            facts.website = pick(random, "", "rival.test", "https://x.test");
            facts.industry = pick(random, "", "Software", "Mining");
            facts.employees = maybe(random, random.nextInt(300));
            facts.country = pick(random, "", "UK", "Atlantis");
            facts.jobStartedAt = maybe(random, TODAY.plusDays(random.nextInt(800) - 700));
            facts.hiring = maybe(random, random.nextBoolean());
            facts.fundedAt = maybe(random, TODAY.plusDays(random.nextInt(800) - 700));
            facts.bounced = random.nextBoolean();
            facts.unsubscribed = random.nextBoolean();
            return facts;
        }

        private static String pick(Random random, String... values) {
            return values[random.nextInt(values.length)];
        }

        private static <T> Optional<T> maybe(Random random, T value) {
            return random.nextBoolean() ? Optional.of(value) : Optional.empty();
        }

        ScoredFacts build() {
            return new ScoredFacts(
                    email,
                    verified,
                    personalEmail,
                    phone,
                    linkedinUrl,
                    title,
                    company,
                    website,
                    industry,
                    employees,
                    country,
                    jobStartedAt,
                    hiring,
                    fundedAt,
                    bounced,
                    unsubscribed);
        }
    }
}
