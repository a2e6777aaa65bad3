package dev.spectrum.outreach.senders;

import com.google.common.net.InternetDomainName;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.SenderSettings;

/** What a sender shares its vendors' patience with: all addresses of one organisation's domain, or itself alone. */
public final class LimitPool {

    private LimitPool() {}

    public static String of(SenderSettings settings) {
        return settings.channel().word() + ":"
                + (settings.channel() == Channel.EMAIL ? organisationalDomain(settings.address()) : settings.address());
    }

    /**
     * The domain that somebody registered: one label under a public suffix (publicsuffix.org). Where no suffix is known, its
     * last two labels, as that list's own rule for unknown ones says; a public suffix itself stays as it is.
     */
    static String organisationalDomain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        if (!InternetDomainName.isValid(domain)) {
            return domain;
        }
        InternetDomainName name = InternetDomainName.from(domain);
        if (name.isUnderPublicSuffix()) {
            return name.topPrivateDomain().toString();
        }
        int labels = name.parts().size();
        return name.isPublicSuffix() || labels < 2
                ? name.toString()
                : String.join(".", name.parts().subList(labels - 2, labels));
    }
}
