package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.html.domain.HtmlText;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts an email together: in text and HTML, in its thread (RFC 5322), with a way to unsubscribe (RFC 8058). */
public final class EmailComposition {

    /** The longest thread of which all is named; of a longer one its first and its last messages. */
    private static final int MOST_REFERENCES = 50;

    private EmailComposition() {}

    /**
     * @param thread the Message-IDs of what the same sender sent to the lead before, the oldest first
     * @param unsubscribeUrl where one POST unsubscribes
     */
    public static OutgoingMessage compose(
            UUID touchId,
            SenderSettings sender,
            String to,
            Personalisation content,
            List<String> thread,
            String unsubscribeUrl) {
        return new OutgoingMessage(
                from(sender),
                EmailAddress.ascii(to),
                content.subject(),
                text(content.body(), unsubscribeUrl),
                html(content.body(), unsubscribeUrl),
                "<" + touchId + "@" + EmailAddress.domain(EmailAddress.ascii(sender.address())) + ">",
                thread.isEmpty() ? null : thread.getLast(),
                references(thread),
                Map.of(
                        "List-Unsubscribe",
                        "<" + unsubscribeUrl + ">",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click"));
    }

    private static String from(SenderSettings sender) {
        String name = sender.name().replaceAll("([\"\\\\])", "\\\\$1");
        String address = EmailAddress.ascii(sender.address());
        return name.isBlank() ? address : "\"" + name + "\" <" + address + ">";
    }

    private static List<String> references(List<String> thread) {
        if (thread.size() <= MOST_REFERENCES) {
            return List.copyOf(thread);
        }
        List<String> shortened = new ArrayList<>(List.of(thread.getFirst()));
        shortened.addAll(thread.subList(thread.size() - MOST_REFERENCES + 1, thread.size()));
        return shortened;
    }

    private static String text(String body, String unsubscribeUrl) {
        return body.strip() + "\n\n--\nUnsubscribe: " + unsubscribeUrl + "\n";
    }

    private static String html(String body, String unsubscribeUrl) {
        String paragraphs = Arrays.stream(body.strip().replace("\r\n", "\n").split("\n{2,}"))
                .map(paragraph -> "<p>" + HtmlText.escaped(paragraph).replace("\n", "<br>\n") + "</p>\n")
                .collect(Collectors.joining());
        return "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n" + paragraphs
                + "<p style=\"color:#64748b;font-size:small\"><a href=\"" + HtmlText.escaped(unsubscribeUrl)
                + "\">Unsubscribe</a></p>\n</body>\n</html>\n";
    }
}
