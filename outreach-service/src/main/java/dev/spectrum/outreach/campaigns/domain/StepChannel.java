package dev.spectrum.outreach.campaigns.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.util.Locale;

/** How a step reaches its lead. */
public enum StepChannel {
    EMAIL(Channel.EMAIL),
    SMS(Channel.SMS),
    LINKEDIN_CONNECTION(Channel.LINKEDIN),
    LINKEDIN_DM(Channel.LINKEDIN),
    VOICE(Channel.VOICE),
    MAIL(Channel.MAIL);

    private final Channel sender;

    StepChannel(Channel sender) {
        this.sender = sender;
    }

    /** The channel of the senders that can take such a step. */
    public Channel sender() {
        return sender;
    }

    /** Whether its messages have a subject. */
    public boolean hasSubject() {
        return this == EMAIL;
    }

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
