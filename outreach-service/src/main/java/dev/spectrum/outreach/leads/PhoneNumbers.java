package dev.spectrum.outreach.leads;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.spectrum.outreach.countries.domain.Country;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers in one spelling, so that two spellings of one number compare. */
public final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";
    /** Two ways to write what stands before the country's code. */
    private static final Pattern ABROAD = Pattern.compile("^(00|\\+) *");
    /** E.164 has at most 15 digits; fewer than 6 reach nobody from outside. */
    private static final int FEWEST = 6;

    private static final int MOST = 15;

    private PhoneNumbers() {}

    /**
     * E.164, such as {@code +442079460000}; the bare digits where neither the number nor the country says which country's
     * it is. Empty if it is no phone number. An extension is left out.
     */
    public static Optional<String> normalised(String text, String country) {
        String number = ABROAD.matcher(text.strip()).replaceFirst("+");
        String region = Country.named(country).map(Country::code).orElse(NO_REGION);
        try {
            return Optional.of(NUMBERS.format(NUMBERS.parse(number, region), PhoneNumberUtil.PhoneNumberFormat.E164));
        } catch (NumberParseException notInternational) {
            return digits(number);
        }
    }

    /** E.164; empty unless the text itself says which country's number it is. */
    public static Optional<String> international(String text) {
        return normalised(text, "").filter(number -> number.startsWith("+"));
    }

    private static Optional<String> digits(String number) {
        if (number.codePoints().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        String digits = number.replaceAll("\\D", "");
        return digits.length() < FEWEST || digits.length() > MOST ? Optional.empty() : Optional.of(digits);
    }
}
