package dev.spectrum.outreach.senders.web;

import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Day;
import dev.spectrum.outreach.senders.domain.Limits;
import dev.spectrum.outreach.senders.domain.Pace;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.senders.domain.WarmUp;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
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
        @Nullable @Valid WindowBody sendWindow,
        @Nullable @Valid PaceBody pace,
        @Nullable @Valid WarmUpBody warmUp) {

    private static final int WARM_UP_STEP = 5;
    private static final int LAST_YEAR = 9999;
    /** The longest wait between two messages, in seconds: a day. */
    private static final int LONGEST_WAIT = 86_400;

    /** Both zero: as fast as limits allow. */
    record PaceBody(
            @NotNull @Min(0) @Max(LONGEST_WAIT) Integer fromSeconds,
            @NotNull @Min(0) @Max(LONGEST_WAIT) Integer toSeconds) {}

    record WarmUpBody(
            @NotNull LocalDate from,
            @Nullable @Min(1) @Max(1_000_000) Integer first,
            @Nullable @Min(1) @Max(1_000_000) Integer dailyIncrease) {}

    /**
     * @param days every day if left out
     * @param onHolidays false if left out
     */
    record WindowBody(
            @NotNull LocalTime from,
            @NotNull LocalTime to,
            @Nullable @Size(min = 1) Set<@NotNull Day> days,
            @Nullable String timeZone,
            @Nullable Boolean onHolidays) {}

    SenderSettings toSettings() {
        List<FieldError> errors = new ArrayList<>();
        String normalised = switch (channel) {
            case EMAIL -> email(errors);
            case SMS -> number(errors);
            case LINKEDIN, VOICE, MAIL -> {
                errors.add(new FieldError("/channel", "Only email and SMS can be sent for now."));
                yield "";
            }
        };
        if (sendWindow != null) {
            check(sendWindow, errors);
        }
        if (pace != null && pace.toSeconds() < pace.fromSeconds()) {
            errors.add(new FieldError("/pace/to_seconds", "Must not be less than from_seconds."));
        }
        if (warmUp != null && (warmUp.from().getYear() < 1 || warmUp.from().getYear() > LAST_YEAR)) {
            errors.add(new FieldError("/warm_up/from", "Must be a date such as 2026-01-31."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new SenderSettings(
                channel,
                normalised,
                name == null ? "" : name.replaceAll("\\p{Cntrl}+", " ").strip(),
                Optional.ofNullable(connectionId),
                Objects.requireNonNullElse(dailyLimit, Limits.ofADay(channel)),
                Optional.ofNullable(sendWindow).map(SenderBody::window),
                pace == null ? Pace.HUMAN : new Pace(pace.fromSeconds(), pace.toSeconds()),
                Optional.ofNullable(warmUp)
                        .map(ramp -> new WarmUp(
                                ramp.from(),
                                Objects.requireNonNullElse(ramp.first(), WARM_UP_STEP),
                                Objects.requireNonNullElse(ramp.dailyIncrease(), WARM_UP_STEP))));
    }

    private String email(List<FieldError> errors) {
        if (!EmailAddress.isValid(address.strip())) {
            errors.add(new FieldError("/address", "Must be an email address."));
        }
        return EmailAddress.normalised(address);
    }

    private String number(List<FieldError> errors) {
        Optional<String> number = PhoneNumbers.international(address);
        if (number.isEmpty()) {
            errors.add(new FieldError("/address", "Must be a phone number such as +442079460000."));
        }
        return number.orElse("");
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
                zone(window),
                Boolean.TRUE.equals(window.onHolidays()));
    }

    private static String zone(WindowBody window) {
        return Objects.requireNonNullElse(window.timeZone(), SendWindow.RECIPIENT);
    }
}
