package dev.spectrum.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/**
 * Shows the main job on a stack that is up, as the owner of acme would do it, on the files of a folder. Everything it prints
 * was read back from the running services.
 */
public final class Demo {

    private static final String SENDER = "sam.rivers@mail.acme.example";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final Api api;
    private final Crm crm;
    private final URI mail;
    private final Path folder;
    private final PrintStream out;

    private Demo(Api api, URI mail, Path folder, PrintStream out) {
        this.api = api;
        this.crm = new Crm(api);
        this.mail = mail;
        this.folder = folder;
        this.out = out;
    }

    /**
     * @param edge the origin of the API
     * @param ownerToken an access token of the owner of acme
     * @param mail where the mail sink shows its messages
     * @param kafka the bootstrap servers
     * @param folder the files the demo works on
     * @return the exit code
     */
    public static int run(URI edge, String ownerToken, URI mail, String kafka, Path folder, PrintStream out) {
        Demo demo = new Demo(new Api(edge, ownerToken), mail, folder, out);
        try (Events events = new Events(kafka)) {
            demo.fillTheCrm();
            demo.askWhomToCall();
            demo.importLeads();
            long sent = demo.runCampaigns();
            demo.listEvents(events, sent);
            return 0;
        } catch (DemoFailed failure) {
            out.println();
            out.println("The demo stopped: " + failure.getMessage());
            return 1;
        }
    }

    private void fillTheCrm() {
        heading("The CRM, filled through the gateway's own tools");
        crm.fill(folder.resolve("contacts.json"), folder.resolve("opportunities.json"));
        out.printf(
                "%d contacts and %d opportunities are in acme's native CRM.%n",
                crm.contacts().size(), crm.opportunities().size());
    }

    private void askWhomToCall() {
        heading("The owner of acme asks the Sales agent");
        JsonNode first = chat("Who should I call today?", Optional.empty());
        showNamedPeople(first.get("message").asText());
        String conversation = first.get("conversation_id").asText();
        chat("What is the phone number of the second one?", Optional.of(conversation));
        JsonNode messages = api.get("/api/v1/conversations/" + conversation + "/messages");
        out.printf(
                "The conversation holds %d messages.%n", messages.get("items").size());
    }

    private JsonNode chat(String question, Optional<String> conversation) {
        out.println();
        out.println("> " + question);
        ObjectNode body = Api.object().put("agent_role", "sales").put("message", question);
        conversation.ifPresent(id -> body.put("conversation_id", id));
        JsonNode answer = api.post("/api/chat/send", body);
        for (JsonNode call : answer.get("tool_calls")) {
            out.printf(
                    "  [%s %s, %d ms%s]%n",
                    call.get("name").asText(),
                    call.get("arguments"),
                    call.get("duration_ms").asLong(),
                    call.get("is_error").asBoolean() ? ", error" : "");
        }
        answer.get("message").asText().lines().forEach(line -> out.println("  " + line));
        return answer;
    }

    /** Looks the names of the answer up in the CRM again: the agent must have named real people. */
    private void showNamedPeople(String answer) {
        Set<String> named = new TreeSet<>();
        for (JsonNode contact : crm.contacts()) {
            String name = contact.get("first_name").asText() + " "
                    + contact.get("last_name").asText();
            if (answer.contains(name)) {
                named.add(name + " (" + contact.get("company").asText() + ")");
            }
        }
        if (named.isEmpty()) {
            throw new DemoFailed("the answer names nobody who is in the CRM");
        }
        out.println();
        out.println("In the CRM: " + String.join(", ", named));
    }

    private void importLeads() {
        heading("A file of leads is imported and scored");
        String id = api.upload("/api/v1/leads/import", folder.resolve("leads.csv"))
                .get("id")
                .asText();
        String path = "/api/v1/leads/imports/" + id;
        await("the import to end", () -> !api.get(path).get("status").asText().equals("running"));
        JsonNode imported = api.get(path);
        out.printf(
                "%s: %d rows, %d imported, %d merged, %d refused%n",
                imported.get("status").asText(),
                imported.get("total").asInt(),
                imported.get("imported").asInt(),
                imported.get("merged").asInt(),
                imported.get("refused").size());
        imported.get("refused")
                .forEach(row -> out.printf(
                        "  line %d: %s%n",
                        row.get("line").asInt(), row.get("reason").asText()));
        for (String tier : List.of("hot", "warm", "cool", "cold", "dead")) {
            List<JsonNode> leads = leads(tier);
            out.printf("%-5s %3d leads%n", tier, leads.size());
            leads.stream()
                    .limit(tier.equals("hot") || tier.equals("warm") ? 2 : 0)
                    .forEach(this::showLead);
        }
    }

    private void showLead(JsonNode lead) {
        out.printf(
                "        %s %s, %s at %s: %d points (",
                lead.path("first_name").asText(),
                lead.path("last_name").asText(),
                lead.path("title").asText("no title"),
                lead.path("company").asText("no company"),
                lead.get("als_score").asInt());
        List<String> parts = new ArrayList<>();
        for (String component : List.of("data_quality", "authority", "company_fit", "timing", "risk")) {
            parts.add(component.replace('_', ' ') + " "
                    + lead.path(component).path("points").asInt());
        }
        out.println(String.join(", ", parts) + ")");
    }

    private List<JsonNode> leads(String tier) {
        List<JsonNode> leads = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/leads?limit=200&tier=" + tier + cursor);
            page.get("items").forEach(leads::add);
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + Api.encode(page.get("next").asText());
        } while (!cursor.isEmpty());
        return leads;
    }

    /** @return how many messages left */
    private long runCampaigns() {
        heading("A campaign is launched, then a follow-up to the same leads");
        sayWhereAcmeIs();
        String sender = sender();
        Instant start = Instant.now();
        long sent = launch("campaign.json", sender) + launch("follow-up.json", sender);
        showMail();
        out.printf(
                "From launch to the last message: %d s.%n",
                Duration.between(start, Instant.now()).toSeconds());
        return sent;
    }

    /** Without a postal address no email is launched; what else is set stays. */
    private void sayWhereAcmeIs() {
        ObjectNode settings = (ObjectNode) api.get("/api/v1/outreach-settings");
        if (settings.get("postal_address").asText().isBlank()) {
            settings.remove(List.of("tracking_verified_at", "version"));
            api.put("/api/v1/outreach-settings", settings.put("postal_address", "Acme, 1 Main St, Springfield"));
        }
    }

    private String sender() {
        for (JsonNode sender : api.get("/api/v1/senders?limit=200").get("items")) {
            if (sender.get("address").asText().equals(SENDER)) {
                return sender.get("id").asText();
            }
        }
        ObjectNode sender = Api.object()
                .put("channel", "email")
                .put("address", SENDER)
                .put("name", "Sam Rivers")
                .put("daily_limit", 100_000);
        // Nobody wants to watch it for a day.
        sender.putObject("pace").put("from_seconds", 0).put("to_seconds", 0);
        return api.post("/api/v1/senders", sender).get("id").asText();
    }

    private long launch(String file, String sender) {
        ObjectNode campaign = (ObjectNode) Api.read(folder.resolve(file));
        campaign.putArray("sender_ids").add(sender);
        String id = api.post("/api/v1/campaigns", campaign).get("id").asText();
        api.post("/api/v1/campaigns/" + id + "/launch", Api.object());
        String path = "/api/v1/campaigns/" + id;
        await("the campaign's messages to leave", () -> isDone(api.get(path)));
        JsonNode launched = api.get(path);
        out.printf("%s: %s%n", launched.get("name").asText(), launched.get("touches"));
        return launched.at("/touches/sent").asLong();
    }

    private static boolean isDone(JsonNode campaign) {
        JsonNode touches = campaign.get("touches");
        return !campaign.get("planning").asBoolean()
                && touches.path("scheduled").asInt() + touches.path("sending").asInt() == 0;
    }

    private void showMail() {
        List<JsonNode> messages = StreamSupport.stream(mailbox().spliterator(), false)
                .filter(message -> message.path("from").toString().contains(SENDER))
                .toList();
        out.printf("The mail sink holds %d messages from Sam Rivers. Two of them:%n", messages.size());
        JsonNode followUp = messages.reversed().stream()
                .filter(message -> !header(message, "In-Reply-To").isEmpty())
                .findFirst()
                .orElseThrow(() -> new DemoFailed("no message is threaded"));
        JsonNode original = messages.stream()
                .filter(message -> header(message, "Message-ID").equals(header(followUp, "In-Reply-To")))
                .findFirst()
                .orElseThrow(() -> new DemoFailed("a message answers one that was never sent"));
        showMessage(original);
        showMessage(followUp);
    }

    private void showMessage(JsonNode message) {
        out.println();
        for (String name :
                List.of("From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe")) {
            String value = header(message, name);
            if (!value.isEmpty()) {
                out.println("  | " + name + ": " + value.strip());
            }
        }
        message.path("text").asText().lines().limit(6).forEach(line -> out.println("  | " + line));
    }

    private static String header(JsonNode message, String name) {
        for (var header : message.get("headers").properties()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                JsonNode value = header.getValue();
                return (value.isArray() ? value.path(0) : value).asText();
            }
        }
        return "";
    }

    private JsonNode mailbox() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(mail).build(), BodyHandlers.ofString());
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
        } catch (IOException unreachable) {
            throw new DemoFailed("The mail sink does not answer at " + mail + ": " + unreachable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted");
        }
    }

    private void listEvents(Events events, long sent) {
        heading("The Kafka events that all this made");
        // An event leaves its outbox right after the commit that an answer told of.
        await("the events to leave", () -> events.count("outreach.touch.sent") >= sent);
        events.counts().forEach((type, count) -> out.printf("%5d  %s%n", count, type));
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text);
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new DemoFailed("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DemoFailed("interrupted");
            }
        }
    }
}
