package dev.spectrum.outreach.settings;

import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether a tenant's host is another name for the suite's own (a CNAME). Outside of any transaction. */
@ApplicationScoped
public class VerifyDomain {

    private final Dns dns;
    private final String publicHost;

    VerifyDomain(Dns dns, @ConfigProperty(name = "spectrum.tracking.public-url") URI publicUrl) {
        this.dns = dns;
        this.publicHost = publicUrl.getHost();
    }

    /** Gives the domain, or fails with what is wrong. */
    public Uni<String> leadsHere(String domain) {
        return dns.aliases(domain)
                .onFailure()
                .transform(away -> ProblemException.conflict("dns-silent", "DNS did not answer; try again."))
                .invoke(aliases -> {
                    if (aliases.stream().noneMatch(publicHost::equalsIgnoreCase)) {
                        throw ProblemException.conflict(
                                "domain-leads-elsewhere",
                                domain + " has to be a CNAME of " + publicHost + "; it is "
                                        + (aliases.isEmpty() ? "none." : "one of " + String.join(", ", aliases) + "."));
                    }
                })
                .replaceWith(domain);
    }
}
