package dev.spectrum.outreach.campaigns.web;

import dev.spectrum.outreach.campaigns.LeadFilterJson;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.MessageTemplate;
import dev.spectrum.outreach.campaigns.domain.PermissionMode;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A campaign as clients write it. What they leave out gets its default: a PUT says the whole. */
record CampaignBody(
        @NotBlank @Size(max = 200) String name,
        @NotNull PermissionMode permissionMode,
        @NotNull @Size(max = 100) List<@NotNull @Valid StepBody> sequence,
        @Nullable @Size(max = 100) List<@NotNull UUID> senderIds,
        @Nullable Map<String, Object> leadFilter) {

    /** @param onlyIf conditions come later; for now there must be none */
    record StepBody(
            @NotNull Channel channel,
            @Nullable @Min(0) @Max(8760) Integer afterHours,
            @NotBlank @Size(max = 500) String subject,
            @NotBlank @Size(max = 50_000) String body,
            @Nullable Object onlyIf) {

        SequenceStep toStep() {
            return new SequenceStep(channel, Objects.requireNonNullElse(afterHours, 0), subject, body);
        }
    }

    CampaignPlan toPlan() {
        List<FieldError> errors = new ArrayList<>();
        if (sequence.size() != 1) {
            errors.add(new FieldError("/sequence", "Must have exactly one step: longer sequences can't be sent yet."));
        }
        for (int i = 0; i < sequence.size(); i++) {
            check("/sequence/" + i, sequence.get(i), errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new CampaignPlan(
                name,
                permissionMode,
                sequence.stream().map(StepBody::toStep).toList(),
                Objects.requireNonNullElse(senderIds, List.<UUID>of()).stream()
                        .distinct()
                        .toList(),
                LeadFilterJson.read(Objects.requireNonNullElse(leadFilter, Map.of())));
    }

    private static void check(String pointer, StepBody step, List<FieldError> errors) {
        if (step.channel() != Channel.EMAIL) {
            errors.add(new FieldError(pointer + "/channel", "Only email can be sent for now."));
        }
        if (step.onlyIf() != null) {
            errors.add(new FieldError(pointer + "/only_if", "Conditions can't be told yet: leave it out."));
        }
        new MessageTemplate(step.subject())
                .problems()
                .forEach(problem -> errors.add(new FieldError(pointer + "/subject", problem)));
        new MessageTemplate(step.body())
                .problems()
                .forEach(problem -> errors.add(new FieldError(pointer + "/body", problem)));
    }
}
