package dev.spectrum.gateway.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.connectors.format.ConnectorReader.Taken;
import dev.spectrum.gateway.tools.DefinitionFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of mistake is named where it is. */
class ConnectorReaderTest {

    private static final String GOOD = """
            name: desk
            title: Desk
            data_source: support
            implements: email
            base_url: https://{settings.region}.desk.example
            credentials: { type: object, required: [key], properties: { key: { type: string } } }
            settings: { type: object, properties: { region: { type: string } } }
            auth: { type: bearer, token: '{credentials.key}' }
            test: { method: GET, path: /me }
            example: { credentials: { key: abc } }
            tools:
              - name: desk_find
                title: Find
                description: Finds.
                annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true }
                input: { type: object, required: [q], properties: { q: { type: string } } }
                output: { type: object }
                example: { q: x }
                request:
                  method: GET
                  path: /find
                  query: |
                    {
                      "q": arguments.q
                    }
                result: '{"found": body}'
              - name: send_email
                example: { to: [a@b.example], subject: Hi }
                request: { method: POST, path: /mail }
                result: '{}'
            """;

    private final ConnectorReader reader = new ConnectorReader(new DefinitionFiles(new ObjectMapper()));

    @Test
    void readsAFile() throws BrokenFile {
        VendorConnector connector = reader.read("desk.yaml", GOOD, Taken.NOTHING);
        assertThat(connector.name()).isEqualTo("desk");
        assertThat(connector.tools().get(1).definition().description()).startsWith("Send an email");
        assertThat(connector.tools().get(1).definition().annotations().openWorldHint())
                .isTrue();
        assertThat(connector.settings().at("/properties/use_as_email/type").asText())
                .isEqualTo("boolean");
    }

    @Test
    void namesMistakesInTheYaml() {
        assertThat(mistakes("title: Desk", "title: [Desk"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:3:");
        assertThat(mistakes("title: Desk", "title: Desk\ntitle: Again"))
                .containsExactly("desk.yaml:3:1: The field title is there twice.");
        assertThat(mistakes("title: Desk", "title: &a [*a]")).hasSize(1);
        assertThat(mistakes(GOOD, "")).containsExactly("desk.yaml:1:1: Is empty.");
    }

    @Test
    void namesFieldsThatAreUnknownMissingOrWrong() {
        assertThat(mistakes("title: Desk", "titel: Desk"))
                .containsExactly(
                        "desk.yaml:1:1: The field title is required.",
                        "desk.yaml:2:1: The field titel is not known here.");
        assertThat(mistakes("method: GET\n      path: /find", "metod: GET\n      path: /find"))
                .containsExactlyInAnyOrder(
                        "desk.yaml:20:7: The field method is required.",
                        "desk.yaml:20:7: The field metod is not known here.");
        assertThat(mistakes("type: bearer", "type: barer"))
                .containsExactly("desk.yaml:8:15: Must be one of none, bearer, header, query, basic, oauth2.");
        assertThat(mistakes("token:", "tokens:")).contains("desk.yaml:8:23: The field tokens is not known here.");
        assertThat(mistakes("path: /me", "path: me"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:9:28: ");
    }

    @Test
    void namesSchemasAndExamplesThatAreWrong() {
        assertThat(mistakes("{ q: { type: string } }", "{ q: { type: strin } }"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:16:68: ");
        assertThat(mistakes("output: { type: object }", "output: { type: array }"))
                .containsExactly("desk.yaml:17:13: Must be the schema of an object.");
        assertThat(mistakes("example: { q: x }", "example: { q: 1 }"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:18:19: ");
        assertThat(mistakes("key: abc", "other: abc")).containsExactly("desk.yaml:10:25: The field key is required.");
    }

    @Test
    void namesPatternsThatCanNotBeMatchedInLinearTime() {
        for (String pattern : List.of("(", "^(?!a)", "((a{1000}){1000}){1000}")) {
            assertThat(mistakes("{ q: { type: string } }", "{ q: { type: string, pattern: '" + pattern + "' } }"))
                    .as(pattern)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("desk.yaml:16:");
        }
    }

    @Test
    void namesTheCharacterWhereAnExpressionBreaks() {
        assertThat(mistakes("\"q\": arguments.q", "\"q\": arguments.q +* 2"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:24:")
                .contains("Is no JSONata");
        assertThat(mistakes("'{\"found\": body}'", "'{\"found\": body'"))
                .containsExactly("desk.yaml:26:27: Is no JSONata: Expected \"}\" before end of expression.");
        assertThat(mistakes("path: /find", "path: '/find/{arguments.'"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:21:");
        assertThat(mistakes("path: /find", "path: '/find/{1 1}'"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("desk.yaml:21:2");
    }

    @Test
    void namesToolsThatAreThereTwiceOrBelongToAnInterface() {
        assertThat(mistakes("name: send_email", "name: desk_find"))
                .contains("desk.yaml:27:11: The tool desk_find is there twice.");
        assertThat(mistakes("implements: email", "implements: crm"))
                .containsExactly(
                        "desk.yaml:27:11: The tool send_email belongs to the interface email, which this file does not implement.");
        assertThat(mistakes("  - name: send_email", "  - name: send_email\n    title: Mine"))
                .containsExactly("desk.yaml:28:5: The interface says the title of send_email.");
        assertThat(mistakes("    title: Find\n", "")).containsExactly("desk.yaml:12:5: The field title is required.");
    }

    private List<String> mistakes(String good, String wrong) {
        assertThat(GOOD).contains(good);
        BrokenFile broken = catchThrowableOfType(
                BrokenFile.class, () -> reader.read("desk.yaml", GOOD.replace(good, wrong), Taken.NOTHING));
        assertThat(broken).as(wrong).isNotNull();
        return broken.mistakes().stream().map(Mistake::toString).toList();
    }
}
