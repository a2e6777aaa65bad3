package dev.spectrum.outreach.senders.domain;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What vendors bear of one sender. */
public final class Limits {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int DIRECT_MESSAGES_PER_HOUR = 50;

    private Limits() {}

    /** A day's limit of a sender that nobody set one for. */
    public static int ofADay(Channel channel) {
        return switch (channel) {
            case EMAIL, VOICE, MAIL -> 50;
            case SMS -> 100;
            case LINKEDIN -> 17;
        };
    }

    /**
     * Everything that bounds a sender.
     *
     * @param pool what it shares a limit with: those of one organisational domain, of one number, of one account
     * @param poolMost the largest daily limit that somebody set for one of the pool
     */
    public static List<SendingLimit> of(Sender sender, String pool, int poolMost, LocalDate today) {
        SenderSettings settings = sender.settings();
        int most = settings.warmUp()
                .map(warmUp -> warmUp.most(settings.dailyLimit(), today))
                .orElse(settings.dailyLimit());
        List<SendingLimit> limits = new ArrayList<>(List.of(
                new SendingLimit("sender:" + sender.id() + " day", most, DAY),
                new SendingLimit("pool:" + pool + " day", Math.max(poolMost, ofADay(settings.channel())), DAY)));
        if (settings.channel() == Channel.LINKEDIN) {
            limits.add(new SendingLimit("pool:" + pool + " hour", DIRECT_MESSAGES_PER_HOUR, Duration.ofHours(1)));
        }
        return limits;
    }
}
