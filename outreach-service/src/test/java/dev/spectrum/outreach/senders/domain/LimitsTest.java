package dev.spectrum.outreach.senders.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Duration LEASE = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({"EMAIL, 50, 86400", "SMS, 100, 86400", "LINKEDIN, 17, 86400", "VOICE, 50, 86400"})
    void everyChannelHasTheLimitsThatItsVendorsBear(Channel channel, int aDay, long seconds) {
        List<SendingLimit> limits =
                Limits.of(sender(channel, Limits.ofADay(channel), Optional.empty()), "pool", 0, TODAY);
        assertThat(limits)
                .filteredOn(limit -> limit.window().equals(Duration.ofSeconds(seconds)))
                .hasSize(2)
                .allSatisfy(limit -> assertThat(limit.most()).isEqualTo(aDay));
    }

    @Test
    void aLinkedInAccountSendsFiftyAnHourAtMost() {
        assertThat(Limits.of(sender(Channel.LINKEDIN, 1000, Optional.empty()), "pool", 1000, TODAY))
                .contains(new SendingLimit("pool:pool hour", 50, Duration.ofHours(1)));
    }

    @Test
    void aDomainSendsAsMuchAsOneOfItsSendersWasRaisedTo() {
        Sender sender = sender(Channel.EMAIL, 20, Optional.empty());
        assertThat(Limits.of(sender, "email:acme.test", 20, TODAY))
                .extracting(SendingLimit::most)
                .containsExactly(20, 50);
        assertThat(Limits.of(sender, "email:acme.test", 200, TODAY))
                .extracting(SendingLimit::most)
                .containsExactly(20, 200);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-19, 0", "2026-11-20, 5", "2026-11-21, 10", "2026-11-28, 45", "2026-11-29, 50", "2030-01-01, 50"
    })
    void aNewSenderWarmsUpUntilItsLimit(LocalDate day, int most) {
        WarmUp warmUp = new WarmUp(TODAY, 5, 5);
        assertThat(warmUp.most(50, day)).isEqualTo(most);
        assertThat(Limits.of(sender(Channel.EMAIL, 50, Optional.of(warmUp)), "p", 50, day)
                        .getFirst()
                        .most())
                .isEqualTo(most);
    }

    @Property(tries = 200)
    void aWaitIsNeverShorterOrLongerThanThePaceSays(@ForAll @DoubleRange(max = 1, min = 0) double random) {
        assertThat(Pace.HUMAN.next(random)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(15));
        assertThat(Pace.NONE.next(random)).isZero();
    }

    /**
     * A sender that always sends as soon as its uses let it. Each message leaves at some moment between its claim and the end
     * of its lease; however that falls, no window of that length holds more than the limit.
     */
    @Property(tries = 60)
    void noSlidingWindowEverHoldsMoreThanTheLimit(
            @ForAll @IntRange(min = 1, max = 60) int most, @ForAll Random random, @ForAll boolean hour) {
        Duration window = hour ? Duration.ofHours(1) : Duration.ofDays(1);
        SendingLimit limit = new SendingLimit("x", most, window);
        List<Instant> left = new ArrayList<>();
        Deque<Instant> counted = new ArrayDeque<>();
        Instant now = Instant.parse("2026-11-20T00:00:00Z");
        Instant end = now.plus(window.multipliedBy(4));
        long begun = 0;
        while (now.isBefore(end)) {
            Instant at = now;
            counted.removeIf(until -> !until.isAfter(at));
            if (counted.size() < most) {
                counted.add(limit.countsUntil(now, LEASE));
                left.add(now.plusMillis(random.nextLong(LEASE.toMillis() + 1)));
                begun++;
            }
            now = counted.size() < most
                    ? now.plusMillis(random.nextLong(window.toMillis() / most + 1))
                    : counted.stream().min(Instant::compareTo).orElseThrow();
        }
        left.sort(Instant::compareTo);
        for (int i = 0; i + most < left.size(); i++) {
            assertThat(Duration.between(left.get(i), left.get(i + most))).isGreaterThanOrEqualTo(window);
        }
        assertThat(begun).isGreaterThanOrEqualTo(most);
    }

    private static Sender sender(Channel channel, int dailyLimit, Optional<WarmUp> warmUp) {
        return new Sender(
                UUID.randomUUID(),
                UUID.randomUUID(),
                new SenderSettings(
                        channel, "a@b.test", "", Optional.empty(), dailyLimit, Optional.empty(), Pace.HUMAN, warmUp),
                Optional.empty(),
                0);
    }
}
