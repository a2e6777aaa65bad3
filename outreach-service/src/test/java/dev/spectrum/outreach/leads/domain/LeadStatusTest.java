package dev.spectrum.outreach.leads.domain;

import static dev.spectrum.outreach.leads.domain.LeadStatus.BOUNCED;
import static dev.spectrum.outreach.leads.domain.LeadStatus.CONVERTED;
import static dev.spectrum.outreach.leads.domain.LeadStatus.ENRICHED;
import static dev.spectrum.outreach.leads.domain.LeadStatus.IN_SEQUENCE;
import static dev.spectrum.outreach.leads.domain.LeadStatus.NEW;
import static dev.spectrum.outreach.leads.domain.LeadStatus.NOT_INTERESTED;
import static dev.spectrum.outreach.leads.domain.LeadStatus.SCORED;
import static dev.spectrum.outreach.leads.domain.LeadStatus.UNSUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadStatusTest {

    private static final Set<LeadStatus> ENDS = Set.of(CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED);

    @Test
    void theLifecycleGoesFromNewToASequence() {
        assertThat(NEW.mayBecome(ENRICHED)).isTrue();
        assertThat(ENRICHED.mayBecome(SCORED)).isTrue();
        assertThat(SCORED.mayBecome(IN_SEQUENCE)).isTrue();
    }

    @Test
    void nobodyEntersASequenceUnscored() {
        assertThat(LeadStatus.values())
                .filteredOn(status -> status.mayBecome(IN_SEQUENCE))
                .containsExactly(SCORED);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "ENRICHED", "SCORED", "IN_SEQUENCE"})
    void everyEndIsOneMoveAwayFromAnOpenLead(LeadStatus open) {
        assertThat(open.isClosed()).isFalse();
        assertThat(open.following()).containsAll(ENDS);
    }

    @Test
    void aStrongerEndReplacesAWeakerOneAndTwoCanBeTakenBack() {
        assertThat(BOUNCED.following()).containsExactlyInAnyOrder(SCORED, CONVERTED, UNSUBSCRIBED, NOT_INTERESTED);
        assertThat(NOT_INTERESTED.following()).containsExactlyInAnyOrder(SCORED, CONVERTED, UNSUBSCRIBED);
        assertThat(CONVERTED.following()).containsExactly(UNSUBSCRIBED);
        assertThat(UNSUBSCRIBED.following()).isEmpty();
    }

    @Property
    void whateverHappensInWhateverOrderTheRulesHold(@ForAll @Size(max = 30) List<LeadStatus> wanted) {
        LeadStatus status = NEW;
        for (LeadStatus next : wanted) {
            LeadStatus before = status;
            status = before.mayBecome(next) ? next : before;
            if (before == UNSUBSCRIBED) {
                assertThat(status).as("asked to be left alone").isEqualTo(UNSUBSCRIBED);
            }
            if (before.isClosed()) {
                assertThat(status).as("straight from an end").isNotIn(NEW, ENRICHED, IN_SEQUENCE);
            }
            if (before != status && !status.isClosed() && !before.isClosed() && before != IN_SEQUENCE) {
                assertThat(status).as("only forward").isGreaterThan(before);
            }
        }
        assertThat(status.mayBecome(status)).as("staying is no move").isFalse();
    }
}
