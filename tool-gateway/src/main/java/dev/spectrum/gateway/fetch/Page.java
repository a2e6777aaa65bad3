package dev.spectrum.gateway.fetch;

import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What was found at an address, to be read.
 *
 * @param contentType without parameters, in lower case; blank if the server did not say
 */
record Page(String contentType, Optional<String> title, String text) {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\"\\s;]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT =
            Pattern.compile("text/.*|application/(.*\\+)?(json|xml|yaml|javascript|x-ndjson)|");

    /** @return empty if it is nothing to read, such as an image */
    static Optional<Page> of(Answer answer) {
        String header =
                answer.headers().getOrDefault("content-type", List.of("")).getFirst();
        String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<Charset> charset = charset(header);
        if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            Document page = parse(answer.body(), charset);
            return Optional.of(new Page(type, title(page), clean(ReadableText.of(page))));
        }
        return TEXT.matcher(type).matches()
                ? Optional.of(new Page(
                        type,
                        Optional.empty(),
                        clean(new String(answer.body(), charset.orElse(StandardCharsets.UTF_8)))))
                : Optional.empty();
    }

    private static Document parse(byte[] body, Optional<Charset> charset) {
        try {
            // Without a charset from the header, the page's own meta element is looked at.
            return Jsoup.parse(
                    new ByteArrayInputStream(body), charset.map(Charset::name).orElse(null), "");
        } catch (IOException impossible) {
            throw new IllegalStateException("It was read before", impossible);
        }
    }

    private static Optional<String> title(Document page) {
        return Optional.of(clean(page.title()).strip()).filter(title -> !title.isEmpty());
    }

    /** Text for PostgreSQL, which keeps no NUL. */
    private static String clean(String text) {
        return text.replace("\u0000", "");
    }

    private static Optional<Charset> charset(String header) {
        Matcher named = CHARSET.matcher(header);
        try {
            return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
