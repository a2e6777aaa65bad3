package dev.spectrum.outreach.senders.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Day;
import dev.spectrum.outreach.senders.domain.Pace;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.senders.domain.WarmUp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sender as clients read it.
 *
 * @param paused why it sends nothing for now; null while it sends
 */
record SenderView(
        UUID id,
        Channel channel,
        String address,
        String name,
        @Nullable UUID connectionId,
        int dailyLimit,
        @Nullable WindowView sendWindow,
        Pace pace,
        @Nullable WarmUp warmUp,
        @Nullable Pause paused,
        long version) {

    /** Times as they are written: {@code 08:00}. */
    record WindowView(String from, String to, List<Day> days, String timeZone, boolean onHolidays) {

        static WindowView of(SendWindow window) {
            return new WindowView(
                    window.from().toString(),
                    window.to().toString(),
                    window.days().stream().sorted().toList(),
                    window.timeZone(),
                    window.onHolidays());
        }
    }

    static SenderView of(Sender sender) {
        SenderSettings settings = sender.settings();
        return new SenderView(
                sender.id(),
                settings.channel(),
                settings.address(),
                settings.name(),
                settings.connectionId().orElse(null),
                settings.dailyLimit(),
                settings.window().map(WindowView::of).orElse(null),
                settings.pace(),
                settings.warmUp().orElse(null),
                sender.pause().orElse(null),
                sender.version());
    }
}
