package dev.spectrum.demomodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code deploy/local/demo}: complete, and nobody in them can be reached. */
class DemoDataTest {

    private static final Path FOLDER = Path.of("..", "local", "demo");
    private static final Pattern DOMAIN = Pattern.compile("(?:@|https?://(?:www\\.)?)([\\w.-]+\\.[a-zA-Z]+)");
    private static final Pattern RESERVED =
            Pattern.compile("(?:.*\\.)?(?:example|test|example\\.(?:com|org|net))", Pattern.CASE_INSENSITIVE);

    @Test
    void thereAreTwoHundredLeadsOfWhichSixCannotBeImported() throws IOException {
        List<CsvRecord> rows = leads();
        int columns = rows.get(0).getFieldCount();

        assertThat(rows).hasSize(201);
        assertThat(rows.stream().skip(1).filter(row -> row.getFieldCount() != columns))
                .hasSize(3);
        assertThat(rows.stream()
                        .skip(1)
                        .filter(row -> row.getFieldCount() == columns)
                        .filter(row ->
                                row.getField(0).isBlank() && row.getField(1).isBlank()))
                .hasSize(3);
    }

    @Test
    void twelveLeadsAreDuplicatesByEmailPhoneOrLinkedInUrl() throws IOException {
        Set<String> seen = new HashSet<>();
        long duplicates = leads().stream()
                .skip(1)
                .filter(row -> row.getFieldCount() == 18)
                .filter(row -> keys(row).map(seen::add).toList().contains(false))
                .count();

        assertThat(duplicates).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leads.csv", "contacts.json", "opportunities.json", "campaign.json", "follow-up.json"})
    void everyDomainIsReserved(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file), StandardCharsets.UTF_8)
                .replaceAll("(?i)https?://(?:www\\.)?linkedin\\.com/in/example-[\\w-]+", "");

        assertThat(DOMAIN.matcher(text).results().map(found -> found.group(1)).distinct())
                .allMatch(RESERVED.asMatchPredicate());
    }

    @Test
    void everyOpportunityHasItsContact() {
        Set<String> emails = new HashSet<>();
        FakeCompany.read("contacts.json")
                .forEach(contact -> emails.add(contact.path("email").asText()));

        assertThat(emails).hasSize(25);
        assertThat(FakeCompany.read("opportunities.json")).hasSize(15).allSatisfy(deal -> {
            assertThat(emails).contains(deal.path("contact_email").asText());
            assertThat(deal.path("stage").asText()).isIn("qualified", "proposal", "negotiation", "won", "lost");
            assertThat(deal.path("probability").asInt()).isBetween(0, 100);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign.json", "follow-up.json"})
    void aCampaignIsOneEmail(String file) {
        JsonNode campaign = FakeCompany.read(file);

        assertThat(campaign.path("sequence")).singleElement().satisfies(step -> {
            assertThat(step.path("channel").asText()).isEqualTo("email");
            assertThat(step.path("subject").asText()).contains("{{company}}");
            assertThat(step.path("body").asText()).contains("{{first_name}}");
        });
    }

    private static List<CsvRecord> leads() throws IOException {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(FOLDER.resolve("leads.csv"))
                .stream()
                .toList();
    }

    private static Stream<String> keys(CsvRecord row) {
        String email = row.getField(2).strip().toLowerCase(Locale.ROOT);
        String phone =
                row.getField(4).replaceFirst("^00", "+").replace("(0)", "").replaceAll("[^+\\d]", "");
        String profile = row.getField(12).toLowerCase(Locale.ROOT).replaceAll(".*/in/|[/?].*", "");
        return Stream.of(email, phone, profile).filter(key -> !key.isEmpty());
    }
}
