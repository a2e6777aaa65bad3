package dev.spectrum.outreach.scoring.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much the bearer of a title decides; a title that names several ranks counts as its highest. The highest comes first. */
enum Authority {
    OWNER(
            25,
            "owner or chief executive",
            "\\b((co-?)?owner|(co-?)?founder|proprietor|ceo|chief executive|president|managing director"
                    + "|(managing|founding|senior|equity) partner|geschäftsführer(in)?|inhaber(in)?|gérante?|pdg"
                    + "|direct(eur|rice) générale?)\\b|^partner$"),
    CHIEF(22, "C-suite", "\\bchief\\b.*\\bofficer\\b|\\bc(oo|fo|to|mo|io|ro|so|po|hro|iso|do|co|lo|xo)\\b"),
    VICE_PRESIDENT(18, "vice president", "\\b(vice[ -]president|[aes]?vp)\\b"),
    DIRECTOR(15, "director", "\\b(director|direktor(in)?|directeur|directrice)\\b"),
    SENIOR_MANAGER(
            10,
            "senior manager",
            "\\b((senior|sr\\.?|general|regional|group) manager|head of|team ?lead(er)?|chief of staff|leiter(in)?)\\b"),
    MANAGER(7, "manager", "\\b(manager(in)?|supervisor)\\b");

    /** Who works for somebody with a rank has none by that. */
    private static final Pattern NO_RANK = Pattern.compile(
            "\\bassistant to\\b|\\b(executive|personal|administrative|office|virtual|team) assistant\\b|^assistant$"
                    + "|\\bpa to\\b|\\b(intern|trainee|apprentice|student|werkstudent(in)?|praktikant(in)?)\\b");

    /** Words of an owner's titles that mean something else here. */
    private static final Pattern NO_OWNER =
            Pattern.compile("\\bvice[ -]president\\b|\\b(product|process|system|data|business|service) owner\\b");

    private final int points;
    private final String meaning;
    private final Pattern titles;

    Authority(int points, String meaning, String titles) {
        this.points = points;
        this.meaning = meaning;
        this.titles = Pattern.compile(titles, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Empty for a title without a rank. */
    static Optional<Authority> of(String title) {
        String words = title.toLowerCase(Locale.ROOT).strip();
        if (NO_RANK.matcher(words).find()) {
            return Optional.empty();
        }
        String withoutFalseOwners = NO_OWNER.matcher(words).replaceAll(" ");
        return Arrays.stream(values())
                .filter(rank -> rank.titles
                        .matcher(rank == OWNER ? withoutFalseOwners : words)
                        .find())
                .findFirst();
    }

    int points() {
        return points;
    }

    String meaning() {
        return meaning;
    }
}
