package dev.spectrum.outreach.scoring.domain;

import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lead score: data quality 20, authority 25, company fit 25, timing 15, risk 15. A pure function of what is known of
 * the lead, whom the tenant wants to sell to, and the day.
 *
 * <p>Where the ideal customer profile says nothing of industries or countries, a lead that names its own gets about half
 * the points: it can be told apart from one of which nothing is known, and a match later is still worth more. Companies
 * of 5 to 50 employees fit where the profile says nothing of their size.
 */
public final class Scoring {

    private static final int EMPLOYEES_MIN = 5;
    private static final int EMPLOYEES_MAX = 50;
    private static final Pattern BAD_TITLE = Pattern.compile(
            "\\b(intern|trainee|apprentice|student|retired|unemployed|former|ex-\\w+|job ?seeker|seeking|looking for)\\b");

    private static final Pattern HOST = Pattern.compile("(?:https?://)?([^/:?#]*)");

    private Scoring() {}

    /** @param today the day that "in the last months" counts back from */
    public static LeadScore score(ScoredFacts lead, IdealCustomer ideal, ScoreWeights weights, LocalDate today) {
        return new LeadScore(
                dataQuality(lead, weights.dataQuality()),
                authority(lead, weights.authority()),
                companyFit(lead, ideal, weights.companyFit()),
                timing(lead, today, weights.timing()),
                risk(lead, ideal, weights.risk()));
    }

    private static ScoreComponent dataQuality(ScoredFacts lead, int weight) {
        Tally tally = new Tally(20, weight);
        if (lead.email().isBlank()) {
            tally.add(0, "no email");
        } else {
            tally.either(lead.emailVerified().orElse(false), 8, "email verified", "email not verified");
        }
        return tally.either(!lead.phone().isBlank(), 6, "phone known", "no phone")
                .either(!lead.linkedinUrl().isBlank(), 4, "LinkedIn profile known", "no LinkedIn profile")
                .either(!lead.personalEmail().isBlank(), 2, "personal email known", "no personal email")
                .component();
    }

    private static ScoreComponent authority(ScoredFacts lead, int weight) {
        Tally tally = new Tally(25, weight);
        if (lead.title().isBlank()) {
            return tally.add(0, "no title").component();
        }
        return Authority.of(lead.title())
                .map(rank -> tally.add(rank.points(), rank.meaning() + ": " + lead.title()))
                .orElseGet(() -> tally.add(0, "no rank in the title: " + lead.title()))
                .component();
    }

    private static ScoreComponent companyFit(ScoredFacts lead, IdealCustomer ideal, int weight) {
        Tally tally = new Tally(25, weight);
        match(tally, 10, 5, "industry", lead.industry(), ideal.industries());
        size(tally, lead, ideal);
        match(tally, 7, 3, "country", Country.canonicalName(lead.country()), ideal.countries());
        return tally.component();
    }

    private static void match(Tally tally, int full, int half, String what, String value, List<String> wanted) {
        if (value.isBlank()) {
            tally.add(0, "no " + what);
        } else if (wanted.isEmpty()) {
            tally.add(half, what + " known, but no ideal customer profile names one: " + value);
        } else {
            boolean matches = wanted.stream().anyMatch(name -> name.strip().equalsIgnoreCase(value.strip()));
            tally.either(matches, full, what + " matches: " + value, what + " does not match: " + value);
        }
    }

    private static void size(Tally tally, ScoredFacts lead, IdealCustomer ideal) {
        boolean said = ideal.employeesMin().isPresent() || ideal.employeesMax().isPresent();
        int from = ideal.employeesMin().orElse(said ? 0 : EMPLOYEES_MIN);
        int to = ideal.employeesMax().orElse(said ? Integer.MAX_VALUE : EMPLOYEES_MAX);
        String range = (to == Integer.MAX_VALUE ? from + " or more" : from + " to " + to)
                + (said ? "" : ", for no ideal customer profile says how many");
        lead.employees()
                .ifPresentOrElse(
                        employees -> tally.either(
                                employees >= from && employees <= to,
                                8,
                                employees + " employees, within " + range,
                                employees + " employees, not " + range),
                        () -> tally.add(0, "number of employees not known"));
    }

    private static ScoreComponent timing(ScoredFacts lead, LocalDate today, int weight) {
        Tally tally = new Tally(15, weight);
        recent(tally, 6, "new role", lead.jobStartedAt(), today, 6);
        lead.hiring()
                .ifPresentOrElse(
                        hiring -> tally.either(hiring, 5, "hiring", "not hiring"),
                        () -> tally.add(0, "not known whether hiring"));
        recent(tally, 4, "funded", lead.fundedAt(), today, 12);
        return tally.component();
    }

    private static void recent(
            Tally tally, int points, String what, Optional<LocalDate> date, LocalDate today, int months) {
        date.ifPresentOrElse(
                day -> tally.either(
                        !day.isAfter(today) && day.isAfter(today.minusMonths(months)),
                        points,
                        what + " on " + day + ", within the last " + months + " months",
                        what + " on " + day + ", not within the last " + months + " months"),
                () -> tally.add(0, what + ": date not known"));
    }

    private static ScoreComponent risk(ScoredFacts lead, IdealCustomer ideal, int weight) {
        return new Tally(15, weight)
                .add(15, "before deductions")
                .deduct(lead.unsubscribed(), 15, "unsubscribed")
                .deduct(lead.bounced(), 10, "a message bounced")
                .deduct(isCompetitor(lead, ideal), 10, "works for a competitor: " + lead.company())
                .deduct(
                        BAD_TITLE.matcher(lead.title().toLowerCase(Locale.ROOT)).find(),
                        5,
                        "title speaks against it: " + lead.title())
                .component();
    }

    private static boolean isCompetitor(ScoredFacts lead, IdealCustomer ideal) {
        if (ideal.competitors().isEmpty()) {
            return false;
        }
        String company = lead.company().strip();
        String host = host(lead.website());
        String domain = lead.email().substring(lead.email().indexOf('@') + 1);
        return ideal.competitors().stream()
                .anyMatch(competitor -> company.equalsIgnoreCase(competitor)
                        || isUnder(host, competitor)
                        || isUnder(domain, competitor));
    }

    private static boolean isUnder(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static String host(String website) {
        Matcher address = HOST.matcher(website.toLowerCase(Locale.ROOT));
        return address.lookingAt() ? address.group(1) : "";
    }

    /**
     * Adds points up and never leaves 0 to max. They are counted in points of the usual weight and said in points of the
     * tenant's, so that what the reasons say is what the component has, whatever had to be rounded.
     */
    private static final class Tally {

        private final int max;
        private final int weight;
        private final List<String> reasons = new ArrayList<>();
        private int points;

        Tally(int max, int weight) {
            this.max = max;
            this.weight = weight;
        }

        Tally add(int more, String reason) {
            int before = weighted();
            points = Math.min(max, points + more);
            reasons.add(reason + " (+" + (weighted() - before) + ")");
            return this;
        }

        Tally either(boolean holds, int more, String reason, String otherwise) {
            return holds ? add(more, reason) : add(0, otherwise);
        }

        Tally deduct(boolean holds, int fewer, String reason) {
            if (holds) {
                int before = weighted();
                points = Math.max(0, points - fewer);
                reasons.add(reason + " (-" + (before - weighted()) + ")");
            }
            return this;
        }

        private int weighted() {
            return (points * weight + max / 2) / max;
        }

        ScoreComponent component() {
            return new ScoreComponent(weighted(), weight, reasons);
        }
    }
}
