package dev.spectrum.outreach.campaigns.domain;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One planned message.
 *
 * @param afterHours how long after the step before, or after the launch
 * @param subject of its first variant
 * @param body of its first variant
 * @param onlyIf null for a step that is always taken
 * @param variants further texts, of which each lead gets one
 * @param personalise who writes its first variant; null for the template itself
 */
public record SequenceStep(
        StepChannel channel,
        int afterHours,
        String subject,
        String body,
        @Nullable StepCondition onlyIf,
        List<StepText> variants,
        @Nullable AgentText personalise) {

    public SequenceStep {
        // Steps that were stored before there were variants have none.
        variants = List.copyOf(Objects.requireNonNullElse(variants, List.of()));
    }

    /** An email to everybody, in one variant. */
    public static SequenceStep email(int afterHours, String subject, String body) {
        return new SequenceStep(StepChannel.EMAIL, afterHours, subject, body, null, List.of(), null);
    }

    /** All of its variants: a, b, c and so on. */
    public List<StepText> texts() {
        return Stream.concat(Stream.of(new StepText(subject, body, personalise)), variants.stream())
                .toList();
    }

    /** @param variant a letter, as {@link #variantFor} gave it */
    public StepText text(String variant) {
        List<StepText> texts = texts();
        int index = variant.isEmpty() ? 0 : variant.charAt(0) - 'a';
        return texts.get(index < texts.size() ? index : 0);
    }

    /** How long after the step before it is due: long enough for an answer, where it asks for none. */
    public int hoursAfterTheStepBefore() {
        return onlyIf == null ? afterHours : Math.max(afterHours, onlyIf.hours());
    }

    /** The variant that a lead gets: always the same one, and each as often as the others. */
    public String variantFor(UUID campaignId, int index, UUID leadId) {
        long mixed = mix(mix(leadId.getMostSignificantBits() ^ campaignId.getLeastSignificantBits())
                ^ leadId.getLeastSignificantBits()
                ^ index);
        return Character.toString('a' + (int) Long.remainderUnsigned(mixed, variants.size() + 1));
    }

    /** The finaliser of SplitMix64: every bit of the result depends on every bit of the number. */
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
