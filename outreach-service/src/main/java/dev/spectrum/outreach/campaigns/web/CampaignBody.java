package dev.spectrum.outreach.campaigns.web;

import dev.spectrum.outreach.campaigns.LeadFilterJson;
import dev.spectrum.outreach.campaigns.domain.AgentText;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.MessageTemplate;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.campaigns.domain.Tracking;
import dev.spectrum.outreach.settings.domain.PermissionMode;
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
        @Nullable Map<String, Object> leadFilter,
        @Nullable Tracking tracking) {

    /**
     * @param subject only for email
     * @param variants further texts beside this one; the leads are shared among them
     * @param personalise an agent writes what is sent, from this text
     */
    record StepBody(
            @NotNull StepChannel channel,
            @Nullable @Min(0) @Max(8760) Integer afterHours,
            @Nullable @Size(max = 500) String subject,
            @NotBlank @Size(max = 50_000) String body,
            @Nullable @Valid ConditionBody onlyIf,
            @Nullable @Size(max = 9) List<@NotNull @Valid TextBody> variants,
            @Nullable @Valid AgentTextBody personalise) {

        SequenceStep toStep() {
            return new SequenceStep(
                    channel,
                    Objects.requireNonNullElse(afterHours, 0),
                    Objects.requireNonNullElse(subject, ""),
                    body,
                    onlyIf == null ? null : onlyIf.toCondition(),
                    Objects.requireNonNullElse(variants, List.<TextBody>of()).stream()
                            .map(TextBody::toText)
                            .toList(),
                    AgentTextBody.of(personalise));
        }
    }

    record TextBody(
            @Nullable @Size(max = 500) String subject,
            @NotBlank @Size(max = 50_000) String body,
            @Nullable @Valid AgentTextBody personalise) {

        StepText toText() {
            return new StepText(Objects.requireNonNullElse(subject, ""), body, AgentTextBody.of(personalise));
        }
    }

    record AgentTextBody(
            @NotBlank @Size(max = 100) String agentRole,
            @Nullable @Size(max = 4_000) String instructions) {

        static @Nullable AgentText of(@Nullable AgentTextBody body) {
            return body == null
                    ? null
                    : new AgentText(
                            body.agentRole().strip(),
                            Objects.requireNonNullElse(body.instructions(), "").strip());
        }
    }

    /** @param hours only for no_reply; 48 if left out */
    record ConditionBody(
            @NotNull StepCondition.Event event,
            @Nullable @Min(1) @Max(8760) Integer hours) {

        StepCondition toCondition() {
            return new StepCondition(
                    event,
                    event == StepCondition.Event.NO_REPLY
                            ? Objects.requireNonNullElse(hours, StepCondition.HOURS_TO_REPLY)
                            : 0);
        }
    }

    CampaignPlan toPlan() {
        List<FieldError> errors = new ArrayList<>();
        if (sequence.isEmpty()) {
            errors.add(new FieldError("/sequence", "Must have a step."));
        }
        for (int i = 0; i < sequence.size(); i++) {
            check("/sequence/" + i, sequence.get(i), i == 0, errors);
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
                LeadFilterJson.read(Objects.requireNonNullElse(leadFilter, Map.of())),
                Objects.requireNonNullElse(tracking, Tracking.OFF));
    }

    private static void check(String pointer, StepBody step, boolean first, List<FieldError> errors) {
        ConditionBody condition = step.onlyIf();
        if (condition != null && first) {
            errors.add(new FieldError(pointer + "/only_if", "Before the first step nothing can have happened."));
        }
        if (condition != null && condition.hours() != null && condition.event() != StepCondition.Event.NO_REPLY) {
            errors.add(new FieldError(pointer + "/only_if/hours", "Only no_reply waits for hours."));
        }
        check(pointer, step.channel(), Objects.requireNonNullElse(step.subject(), ""), step.body(), errors);
        List<TextBody> variants = Objects.requireNonNullElse(step.variants(), List.of());
        for (int i = 0; i < variants.size(); i++) {
            TextBody text = variants.get(i);
            check(
                    pointer + "/variants/" + i,
                    step.channel(),
                    Objects.requireNonNullElse(text.subject(), ""),
                    text.body(),
                    errors);
        }
    }

    private static void check(
            String pointer, StepChannel channel, String subject, String body, List<FieldError> errors) {
        if (channel.hasSubject() == subject.isBlank()) {
            errors.add(new FieldError(
                    pointer + "/subject", channel.hasSubject() ? "An email must have one." : "Only an email has one."));
        }
        if (body.length() > channel.longestText()) {
            errors.add(new FieldError(
                    pointer + "/body", "Must have at most " + channel.longestText() + " characters on this channel."));
        }
        new MessageTemplate(subject)
                .problems()
                .forEach(problem -> errors.add(new FieldError(pointer + "/subject", problem)));
        new MessageTemplate(body).problems().forEach(problem -> errors.add(new FieldError(pointer + "/body", problem)));
    }
}
