package dev.spectrum.outreach.preview.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.preview.domain.MailAuthentication.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAuthenticationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 include:_spf.google.com -all | OK",
                "v=spf1 mx ~all                      | OK",
                "v=spf1 +all                         | WEAK",
                "v=spf1 mx all                       | WEAK",
                "V=SPF1 -all                         | OK",
                "v=spf10 -all                        | MISSING",
                "google-site-verification=x          | MISSING"
            })
    void readsSpf(String record, Status status) {
        assertThat(MailAuthentication.spf(List.of("another=text", record)).status())
                .isEqualTo(status);
    }

    @Test
    void twoSpfRecordsAreNone() {
        assertThat(MailAuthentication.spf(List.of("v=spf1 -all", "v=spf1 mx -all"))
                        .status())
                .isEqualTo(Status.INVALID);
        assertThat(MailAuthentication.spf(List.of()).status()).isEqualTo(Status.MISSING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=reject; rua=mailto:x@x.test | OK",
                "v=DMARC1;p=quarantine                   | OK",
                "v=DMARC1; p=none                        | WEAK",
                "v=DMARC1; rua=mailto:x@x.test           | INVALID",
                "p=reject                                | MISSING"
            })
    void readsDmarc(String record, Status status) {
        assertThat(MailAuthentication.dmarc(List.of(record)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; k=rsa; p=MIGfMA0 | true",
                "k=rsa; p=MIGfMA0          | false",
                "p=MIGfMA0                 | true",
                "v=DKIM1; p=               | false",
                "something else            | false"
            })
    void aDkimKeyIsOneThatWasNotRevoked(String record, boolean key) {
        assertThat(MailAuthentication.isDkimKey(List.of(record))).isEqualTo(key);
    }
}
