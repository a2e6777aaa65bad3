package dev.spectrum.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ReadableTextTest {

    @Test
    void readsAsAPersonWould() {
        assertThat(text("""
                        <html><head><title>T</title><style>p {color: red}</style><script>alert(1)</script></head>
                        <body><nav><a href="/">Home</a></nav>
                        <h1>What we   do</h1><p>We sell <b>boats</b>,
                        and we&nbsp;repair them.</p><p>Since 1990.</p>
                        <ul><li>Sails</li><li>Ropes <i>and</i> more</li></ul>
                        <table><tr><th>Boat</th><th>Price</th></tr><tr><td>Small</td><td>100</td></tr></table>
                        one<br>two<script>bad()</script><noscript>no</noscript><p hidden>hidden</p>
                        <form><select><option>A</option></select><button>Send</button></form></body></html>
                        """)).isEqualTo("""
                        Home

                        # What we do

                        We sell boats, and we repair them.

                        Since 1990.

                        - Sails
                        - Ropes and more
                        Boat Price
                        Small 100
                        one
                        two""");
    }

    @Test
    void whateverComesIsRead() {
        assertThat(text("")).isEmpty();
        assertThat(text("just words")).isEqualTo("just words");
        assertThat(text("<p>unclosed <b>everywhere")).isEqualTo("unclosed everywhere");
        assertThat(text("<div>".repeat(20_000) + "deep")).isEqualTo("deep");
        assertThat(text("<frameset><frame src=x></frameset>")).isEmpty();
    }

    @Test
    void readsEveryCharsetThatIsNamed() {
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(page("text/html; charset=ISO-8859-1", "<p>Köln</p>".getBytes(latin))
                        .text())
                .isEqualTo("Köln");
        assertThat(page("text/html", "<meta charset=iso-8859-1><p>Köln</p>".getBytes(latin))
                        .text())
                .isEqualTo("Köln");
        assertThat(page("text/plain;charset=\"utf-8\"", "Köln".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("Köln");
        assertThat(page("text/html; charset=no-such-thing", "<title> A </title>Köln".getBytes(StandardCharsets.UTF_8))
                        .title())
                .contains("A");
        assertThat(page("application/ld+json", "{}".getBytes(latin)).text()).isEqualTo("{}");
        assertThat(Page.of(new Answer(200, Map.of("content-type", List.of("image/png")), new byte[] {1})))
                .isEmpty();
    }

    private static Page page(String type, byte[] body) {
        return Page.of(new Answer(200, Map.of("content-type", List.of(type)), body))
                .orElseThrow();
    }

    private static String text(String html) {
        return ReadableText.of(Jsoup.parse(html));
    }
}
