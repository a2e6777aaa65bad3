package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.html.domain.HtmlText;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts an email together: in text and HTML, in its thread (RFC 5322), with a way to unsubscribe (RFC 8058). */
public final class EmailComposition {

    /** The longest thread of which all is named; of a longer one its first and its last messages. */
    private static final int MOST_REFERENCES = 50;

    /** Without the full stop, comma or bracket that closes a sentence around it. */
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]}]");

    private EmailComposition() {}

    /**
     * @param thread the Message-IDs of what the same sender sent to the lead before, the oldest first
     * @param links writes the links of the HTML; the text shows where they lead
     */
    public static OutgoingMessage compose(
            UUID touchId,
            SenderSettings sender,
            String to,
            Personalisation content,
            List<String> thread,
            EmailFooter footer,
            LinkWriter links) {
        return new OutgoingMessage(
                StepChannel.EMAIL,
                from(sender),
                EmailAddress.ascii(to),
                content.subject(),
                text(content.body(), footer),
                html(content.body(), footer, links),
                "<" + touchId + "@" + EmailAddress.domain(EmailAddress.ascii(sender.address())) + ">",
                thread.isEmpty() ? null : thread.getLast(),
                references(thread),
                Map.of(
                        "List-Unsubscribe",
                        "<" + footer.unsubscribeUrl() + ">",
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

    private static String text(String body, EmailFooter footer) {
        return body.strip() + "\n\n--\nUnsubscribe: " + footer.unsubscribeUrl() + "\n"
                + (footer.postalAddress().isBlank() ? "" : footer.postalAddress() + "\n");
    }

    private static String html(String body, EmailFooter footer, LinkWriter links) {
        String paragraphs = Arrays.stream(body.strip().replace("\r\n", "\n").split("\n{2,}"))
                .map(paragraph -> "<p>" + withLinks(paragraph, links).replace("\n", "<br>\n") + "</p>\n")
                .collect(Collectors.joining());
        String address = footer.postalAddress().isBlank()
                ? ""
                : "<br>\n" + HtmlText.escaped(footer.postalAddress()).replace("\n", "<br>\n");
        String picture = links.picture()
                .map(url -> "<img src=\"" + HtmlText.escaped(url) + "\" width=\"1\" height=\"1\" alt=\"\">\n")
                .orElse("");
        return "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n" + paragraphs
                + "<p style=\"color:#64748b;font-size:small\"><a href=\"" + HtmlText.escaped(footer.unsubscribeUrl())
                + "\">Unsubscribe</a>" + address + "</p>\n" + picture + "</body>\n</html>\n";
    }

    /** What is written as a web address becomes a link that shows it. */
    private static String withLinks(String text, LinkWriter links) {
        StringBuilder html = new StringBuilder();
        Matcher url = URL.matcher(text);
        int end = 0;
        while (url.find()) {
            html.append(HtmlText.escaped(text.substring(end, url.start())))
                    .append("<a href=\"")
                    .append(HtmlText.escaped(links.link().apply(url.group())))
                    .append("\">")
                    .append(HtmlText.escaped(url.group()))
                    .append("</a>");
            end = url.end();
        }
        return html.append(HtmlText.escaped(text.substring(end))).toString();
    }
}
