package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.senders.domain.LimitUse;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendRoundTest {

    private static final Instant FREE = Instant.parse("2026-11-21T00:00:00Z");
    private static final UUID SAM = UUID.randomUUID();
    private static final UUID KIM = UUID.randomUUID();

    private final SendRound round = new SendRound(new Account("active", Optional.of(10L)));

    @Test
    void twoSendersOfOneDomainShareWhatItHasLeft() {
        round.admit(SAM, List.of(day("sam", 50), day("acme", 50)), used("acme", 47), 100);
        round.admit(KIM, List.of(day("kim", 50), day("acme", 50)), used("acme", 47), 100);
        assertThat(round.room(SAM).left()).isEqualTo(3);
        round.take(SAM, false);
        round.take(KIM, false);
        assertThat(round.room(SAM).left()).isEqualTo(1);
        round.take(KIM, false);
        assertThat(round.room(SAM).left()).isZero();
        assertThat(round.room(KIM).left()).isZero();
    }

    @Test
    void aFullLimitSaysWhenItIsFree() {
        round.admit(SAM, List.of(day("sam", 50)), Map.of("sam", new LimitUse(50, Optional.of(FREE))), 100);
        assertThat(round.room(SAM)).isEqualTo(Room.fullUntil(FREE));
    }

    @Test
    void aLimitOfNothingIsNeverFree() {
        round.admit(SAM, List.of(day("sam", 0)), Map.of(), 100);
        assertThat(round.room(SAM)).isEqualTo(Room.fullUntil(SendRound.NEVER));
    }

    @Test
    void aPacedSenderSendsOneAtATime() {
        round.admit(SAM, List.of(day("sam", 50)), Map.of(), 1);
        round.take(SAM, false);
        assertThat(round.room(SAM)).isEqualTo(Room.of(0));
        assertThat(round.sent(SAM)).isEqualTo(1);
    }

    @Test
    void oneThatIsTriedAgainReservesNoOtherCredit() {
        round.admit(SAM, List.of(day("sam", 50)), Map.of(), 100);
        round.take(SAM, true);
        round.take(SAM, false);
        assertThat(round.credits()).isEqualTo(1);
        assertThat(round.account().left()).contains(9L);
    }

    private static SendingLimit day(String subject, int most) {
        return new SendingLimit(subject, most, Duration.ofDays(1));
    }

    private static Map<String, LimitUse> used(String subject, int number) {
        return Map.of(subject, new LimitUse(number, Optional.empty()));
    }
}
