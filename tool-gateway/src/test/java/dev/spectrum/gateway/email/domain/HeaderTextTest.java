package dev.spectrum.gateway.email.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeaderTextTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(HeaderText.unstructured("A question about follow-ups")).isEqualTo("A question about follow-ups");
    }

    @Test
    void otherTextIsEncodedInWordsThatFitALineAndCutNoCharacter() {
        String subject = "Grüße 🚀 ".repeat(20) + "日本語".repeat(20);
        String encoded = HeaderText.unstructured(subject);

        assertThat(encoded.split("\r\n "))
                .allSatisfy(word -> assertThat(word)
                        .hasSizeLessThanOrEqualTo(75)
                        .startsWith("=?UTF-8?B?")
                        .endsWith("?="));
        assertThat(decoded(encoded)).isEqualTo(subject);
    }

    @Test
    void textThatLooksEncodedIsEncoded() {
        String subject = "=?UTF-8?Q?x?=";
        assertThat(decoded(HeaderText.unstructured(subject))).isEqualTo(subject);
    }

    @Test
    void namesAreQuotedOrEncoded() {
        assertThat(HeaderText.addresses(List.of(
                        MailAddress.read("dana@example.com"),
                        MailAddress.read("Rivers, \"Sam\" <sam@acme.test>"),
                        new MailAddress("Tomás", "tomas@example.com"))))
                .isEqualTo("dana@example.com,\r\n \"Rivers, \\\"Sam\\\"\" <sam@acme.test>,\r\n =?UTF-8?B?VG9tw6Fz?="
                        + " <tomas@example.com>");
    }

    @Test
    void readsAddresses() {
        assertThat(MailAddress.read(" dana@example.com ")).isEqualTo(new MailAddress("", "dana@example.com"));
        assertThat(MailAddress.read("Dana Whitfield <dana.w+x@mail.example.com>"))
                .isEqualTo(new MailAddress("Dana Whitfield", "dana.w+x@mail.example.com"));
        assertThat(MailAddress.read("\"Whitfield, Dana\" <d@e.com>").name()).isEqualTo("Whitfield, Dana");
    }

    @Test
    void refusesWhatIsNoAddressOrBreaksOutOfItsHeader() {
        for (String text : List.of(
                "",
                "dana",
                "dana@",
                "@example.com",
                "a@b@c.com",
                "dana@exa mple.com",
                "dana@example.com\r\nBcc: x@y.com",
                "Dana\r\nBcc: x@y.com <dana@example.com>",
                "Dana\u0000 <dana@example.com>",
                "<dana@example.com> <x@y.com>",
                "dana@example.com, x@y.com",
                "dana@-example.com",
                "d..a@example.com",
                "\u202e@example.com",
                "a".repeat(250) + "@example.com")) {
            assertThatThrownBy(() -> MailAddress.read(text)).as(text).isInstanceOf(InvalidMail.class);
        }
    }

    @Test
    void refusesWhatIsNoMessageId() {
        assertThat(new MessageId("<a.b-c@example.com>").value()).isEqualTo("<a.b-c@example.com>");
        for (String text : List.of("", "a@b", "<a@b>x", "<ab>", "<a@b>\r\nX: y", "<a b@c>", "<a@b>\n", "<a@b@c>")) {
            assertThatThrownBy(() -> new MessageId(text)).as(text).isInstanceOf(InvalidMail.class);
        }
    }

    private static String decoded(String header) {
        return Arrays.stream(header.split("\r\n ", -1))
                .map(word -> word.substring("=?UTF-8?B?".length(), word.length() - 2))
                .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
