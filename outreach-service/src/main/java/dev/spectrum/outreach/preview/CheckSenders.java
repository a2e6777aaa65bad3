package dev.spectrum.outreach.preview;

import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.preview.domain.MailAuthentication;
import dev.spectrum.outreach.preview.domain.MailAuthentication.Finding;
import dev.spectrum.outreach.preview.domain.MailAuthentication.Status;
import dev.spectrum.outreach.preview.domain.PreflightReport.SenderReport;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.settings.Dns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks DNS whether the world will believe a sender. Outside of any transaction. */
@ApplicationScoped
class CheckSenders {

    /** What the common providers call their keys: DKIM has no way to ask for all. */
    private static final List<String> SELECTORS =
            List.of("default", "google", "selector1", "selector2", "k1", "s1", "resend", "pm", "mail", "dkim");

    private final Dns dns;

    CheckSenders(Dns dns) {
        this.dns = dns;
    }

    Uni<SenderReport> check(Sender sender) {
        String domain = EmailAddress.domain(EmailAddress.ascii(sender.settings().address()));
        return Uni.combine()
                .all()
                .unis(spf(domain), dkim(domain), dmarc(domain))
                .asTuple()
                .map(found -> new SenderReport(
                        sender.id(),
                        sender.settings().address(),
                        domain,
                        found.getItem1(),
                        found.getItem2(),
                        found.getItem3()));
    }

    private Uni<Finding> spf(String domain) {
        return dns.texts(domain).map(MailAuthentication::spf).onFailure().recoverWithItem(Finding.UNKNOWN);
    }

    private Uni<Finding> dkim(String domain) {
        return Uni.join()
                .all(SELECTORS.stream()
                        .map(selector -> hasKey(selector, domain))
                        .toList())
                .andFailFast()
                .map(keys -> keys.contains(true)
                        ? new Finding(Status.OK, "There is a key: " + SELECTORS.get(keys.indexOf(true)) + ".")
                        : new Finding(
                                Status.MISSING,
                                "There is no key under the names that providers use; under another there may be one."))
                .onFailure()
                .recoverWithItem(Finding.UNKNOWN);
    }

    private Uni<Boolean> hasKey(String selector, String domain) {
        return dns.texts(selector + "._domainkey." + domain).map(MailAuthentication::isDkimKey);
    }

    /** A subdomain without a policy of its own goes by its parents'. */
    private Uni<Finding> dmarc(String domain) {
        return dns.texts("_dmarc." + domain)
                .map(MailAuthentication::dmarc)
                .chain(found -> found.status() == Status.MISSING && domain.indexOf('.') != domain.lastIndexOf('.')
                        ? dmarc(domain.substring(domain.indexOf('.') + 1))
                        : Uni.createFrom().item(found))
                .onFailure()
                .recoverWithItem(Finding.UNKNOWN);
    }
}
