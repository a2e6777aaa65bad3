package dev.spectrum.outreach.campaigns.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a step reaches its lead, and with which tool of the gateway: a channel is connected by naming its tool here. */
public enum StepChannel {
    EMAIL(Channel.EMAIL, "send_email"),
    SMS(Channel.SMS, "send_sms"),
    LINKEDIN_CONNECTION(Channel.LINKEDIN, null),
    LINKEDIN_DM(Channel.LINKEDIN, null),
    VOICE(Channel.VOICE, null),
    MAIL(Channel.MAIL, null);

    private final Channel sender;
    private final @Nullable String tool;

    StepChannel(Channel sender, @Nullable String tool) {
        this.sender = sender;
        this.tool = tool;
    }

    /** The gateway's tool that delivers; empty where nothing does yet. */
    public Optional<String> tool() {
        return Optional.ofNullable(tool);
    }

    /** Whether messages are delivered by itself over the channel of a sender. */
    public static boolean isConnected(Channel sender) {
        return Arrays.stream(values()).anyMatch(channel -> channel.sender == sender && channel.tool != null);
    }

    /** The most characters of a message's text: of an SMS what the vendors take. */
    public int longestText() {
        return this == SMS ? 1_600 : 50_000;
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
