package dev.spectrum.outreach.senders.web;

import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Day;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sender as clients write it. What they leave out gets its default: a PUT says the whole. */
record SenderBody(
        @NotNull Channel channel,
        @NotBlank @Size(max = 254) String address,
        @Nullable @Size(max = 200) String name,
        @Nullable UUID connectionId,
        @Nullable @Min(0) @Max(1_000_000) Integer dailyLimit,
        @Nullable @Valid WindowBody sendWindow) {

    private static final int DAILY_LIMIT = 50;

    /** @param days every day if left out */
    record WindowBody(
            @NotNull LocalTime from,
            @NotNull LocalTime to,
            @Nullable @Size(min = 1) Set<@NotNull Day> days,
            @Nullable String timeZone) {}

    SenderSettings toSettings() {
        List<FieldError> errors = new ArrayList<>();
        if (channel != Channel.EMAIL) {
            errors.add(new FieldError("/channel", "Only email can be sent for now."));
        } else if (!EmailAddress.isValid(address.strip())) {
            errors.add(new FieldError("/address", "Must be an email address."));
        }
        if (sendWindow != null) {
            check(sendWindow, errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new SenderSettings(
                channel,
                EmailAddress.normalised(address),
                name == null ? "" : name.replaceAll("\\p{Cntrl}+", " ").strip(),
                Optional.ofNullable(connectionId),
                Objects.requireNonNullElse(dailyLimit, DAILY_LIMIT),
                Optional.ofNullable(sendWindow).map(SenderBody::window));
    }

    private static void check(WindowBody window, List<FieldError> errors) {
        if (!window.from().isBefore(window.to())) {
            errors.add(new FieldError("/send_window/to", "Must be later than from."));
        }
        String zone = zone(window);
        if (!zone.equals(SendWindow.RECIPIENT) && !ZoneId.getAvailableZoneIds().contains(zone)) {
            errors.add(new FieldError(
                    "/send_window/time_zone", "Must be recipient or a time zone such as Europe/Berlin."));
        }
    }

    private static SendWindow window(WindowBody window) {
        return new SendWindow(
                window.from(),
                window.to(),
                Objects.requireNonNullElse(window.days(), EnumSet.allOf(Day.class)),
                zone(window));
    }

    private static String zone(WindowBody window) {
        return Objects.requireNonNullElse(window.timeZone(), SendWindow.RECIPIENT);
    }
}
