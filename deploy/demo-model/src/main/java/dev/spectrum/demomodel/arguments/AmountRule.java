package dev.spectrum.demomodel.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Money, shares and how many. A tool that lists is asked for as much as it gives at once, up to 100. */
final class AmountRule implements ArgumentRule {

    private static final int ENOUGH = 100;
    private static final Pattern HOW_MANY = Pattern.compile(
            "\\b(?:top|first|last|next|show|list|give me|find) (\\d{1,3})\\b(?! ?(?:days|weeks|months|minutes))",
            Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (property.says("limit", "size", "results", "per") || property.isNamed("top", "count", "max_items")) {
            return Optional.of(limit(property, facts.question()));
        }
        if (property.says("min", "minimum", "max", "maximum") && property.says("value", "amount")) {
            return Optional.empty(); // the answer compares amounts itself
        }
        if (property.says("value", "amount", "price", "revenue", "budget")) {
            return first(facts.mentions().amounts());
        }
        if (property.says("probability", "percent", "percentage")) {
            boolean isShare = property.typed().path("maximum").asDouble(100) <= 1;
            return facts.mentions().percents().stream()
                    .findFirst()
                    .map(percent -> isShare ? percent.movePointLeft(2) : percent)
                    .map(BigDecimal::toPlainString);
        }
        return Optional.empty();
    }

    private static String limit(Property property, String question) {
        int most = property.typed().path("maximum").asInt(ENOUGH);
        Matcher howMany = HOW_MANY.matcher(question);
        int wanted = howMany.find() ? Integer.parseInt(howMany.group(1)) : ENOUGH;
        return String.valueOf(Math.min(most, wanted));
    }

    private static Optional<String> first(List<BigDecimal> amounts) {
        return amounts.stream().findFirst().map(BigDecimal::toPlainString);
    }
}
