package dev.spectrum.outreach.campaigns.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SequenceStepTest {

    private static final SequenceStep THREE = new SequenceStep(
            StepChannel.EMAIL,
            0,
            "one",
            "1",
            null,
            List.of(StepText.template("two", "2"), StepText.template("three", "3")),
            null);

    @Test
    void aLeadGetsTheSameVariantWhoeverAsks() {
        UUID campaign = UUID.randomUUID();
        UUID lead = UUID.randomUUID();
        assertThat(THREE.variantFor(campaign, 1, lead)).isEqualTo(THREE.variantFor(campaign, 1, lead));
    }

    @Test
    void eachVariantGetsAsManyLeadsAsTheOthers() {
        UUID campaign = UUID.randomUUID();
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 30_000; i++) {
            // Ids as they are made: those of one moment differ in little.
            counts.merge(
                    THREE.variantFor(campaign, 0, new UUID(0x0199_0000_0000_7000L, 0x8000L << 48 | i)),
                    1,
                    Integer::sum);
        }
        assertThat(counts).containsOnlyKeys("a", "b", "c");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void whichVariantALeadGetsInOneStepSaysNothingOfTheNext() {
        UUID campaign = UUID.randomUUID();
        long same = 0;
        for (int i = 0; i < 3_000; i++) {
            UUID lead = UUID.randomUUID();
            same += THREE.variantFor(campaign, 0, lead).equals(THREE.variantFor(campaign, 1, lead)) ? 1 : 0;
        }
        assertThat(same).isBetween(850L, 1_150L);
    }

    @Test
    void aLetterNamesItsText() {
        assertThat(THREE.text("a")).isEqualTo(StepText.template("one", "1"));
        assertThat(THREE.text("c")).isEqualTo(StepText.template("three", "3"));
    }

    @Test
    void aStepWithoutVariantsHasOneText() {
        SequenceStep step = SequenceStep.email(0, "s", "b");
        assertThat(step.texts()).containsExactly(StepText.template("s", "b"));
        assertThat(step.variantFor(UUID.randomUUID(), 0, UUID.randomUUID())).isEqualTo("a");
    }

    @Test
    void whoWaitsForAnAnswerWaitsLongEnough() {
        assertThat(waiting(24, new StepCondition(StepCondition.Event.NO_REPLY, 48)))
                .isEqualTo(48);
        assertThat(waiting(72, new StepCondition(StepCondition.Event.NO_REPLY, 48)))
                .isEqualTo(72);
        assertThat(waiting(24, new StepCondition(StepCondition.Event.OPENED, 0)))
                .isEqualTo(24);
    }

    private static int waiting(int afterHours, StepCondition condition) {
        return new SequenceStep(StepChannel.EMAIL, afterHours, "s", "b", condition, List.of(), null)
                .hoursAfterTheStepBefore();
    }
}
