package dev.spectrum.outreach.approvals.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofHours(72));

    @Test
    void aPersonApprovesTheText() {
        Approval approved = decided(waiting(PermissionMode.CO_PILOT).approve("me", NOW));
        assertThat(approved.status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(approved.decidedBy()).isEqualTo("me");
        assertThat(approved.decidedAt()).contains(NOW);
        assertThat(approved.body()).isEqualTo("Dear Ann");
    }

    @Test
    void inManualModeApprovingIsNotEnough() {
        assertThat(code(waiting(PermissionMode.MANUAL).approve("me", NOW))).isEqualTo("manual-mode");
        assertThat(decided(waiting(PermissionMode.MANUAL).send("me", NOW)).status())
                .isEqualTo(ApprovalStatus.APPROVED);
        assertThat(decided(waiting(PermissionMode.MANUAL).done("me", NOW)).status())
                .isEqualTo(ApprovalStatus.DONE);
    }

    @Test
    void anEditedTextStillWaits() {
        Approval edited = decided(waiting(PermissionMode.CO_PILOT).edit("Hi", "Ann, hello", NOW));
        assertThat(edited.status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(edited.edited()).isTrue();
        assertThat(decided(edited.approve("me", NOW)).body()).isEqualTo("Ann, hello");
    }

    @ParameterizedTest
    @EnumSource(names = "PENDING", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsDecidedTwice(ApprovalStatus status) {
        Approval approval = with(PermissionMode.CO_PILOT, status);
        assertThat(decisions())
                .allSatisfy(
                        decision -> assertThat(code(decision.apply(approval))).isEqualTo("already-decided"));
        assertThat(code(approval.expire(EXPIRY))).isEqualTo("not-expired");
    }

    @Test
    void nothingIsDecidedTooLate() {
        Approval approval = waiting(PermissionMode.CO_PILOT);
        assertThat(code(approval.approve("me", EXPIRY))).isEqualTo("approval-expired");
        assertThat(code(approval.edit("Hi", "x", EXPIRY))).isEqualTo("approval-expired");
        assertThat(decided(approval.approve("me", EXPIRY.minusMillis(1))).status())
                .isEqualTo(ApprovalStatus.APPROVED);
    }

    @Test
    void whatNobodyDecidesExpiresAndNotBefore() {
        Approval approval = waiting(PermissionMode.CO_PILOT);
        assertThat(code(approval.expire(EXPIRY.minusMillis(1)))).isEqualTo("not-expired");
        Approval expired = decided(approval.expire(EXPIRY));
        assertThat(expired.status()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(expired.decidedBy()).isEmpty();
    }

    private static Stream<Function<Approval, Approval.Decision>> decisions() {
        return Stream.of(
                approval -> approval.approve("me", NOW),
                approval -> approval.send("me", NOW),
                approval -> approval.done("me", NOW),
                approval -> approval.reject("me", "no", NOW),
                approval -> approval.edit("Hi", "x", NOW));
    }

    private static Approval waiting(PermissionMode mode) {
        return with(mode, ApprovalStatus.PENDING);
    }

    private static Approval with(PermissionMode mode, ApprovalStatus status) {
        return new Approval(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                Channel.EMAIL,
                "ann@initech.test",
                mode,
                status,
                "Hello",
                "Dear Ann",
                false,
                "",
                "",
                Optional.empty(),
                EXPIRY,
                NOW,
                0);
    }

    private static Approval decided(Approval.Decision decision) {
        return ((Approval.Decided) decision).approval();
    }

    private static String code(Approval.Decision decision) {
        return ((Approval.Refused) decision).code();
    }
}
