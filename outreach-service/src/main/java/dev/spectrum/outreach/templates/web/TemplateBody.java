package dev.spectrum.outreach.templates.web;

import dev.spectrum.outreach.campaigns.domain.MessageTemplate;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.templates.domain.TextTemplate;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A template as clients write it. A PUT says the whole. */
record TemplateBody(
        @NotBlank @Size(max = 200) String name,
        @NotNull StepChannel channel,
        @Nullable @Size(max = 500) String subject,
        @NotBlank @Size(max = 50_000) String body) {

    TextTemplate toTemplate(UUID tenantId, UUID id, long version) {
        StepText text = StepText.template(Objects.requireNonNullElse(subject, ""), body);
        List<FieldError> errors = new ArrayList<>();
        if (channel.hasSubject() == text.subject().isBlank()) {
            errors.add(new FieldError(
                    "/subject", channel.hasSubject() ? "An email must have one." : "Only an email has one."));
        }
        new MessageTemplate(text.subject())
                .problems()
                .forEach(problem -> errors.add(new FieldError("/subject", problem)));
        new MessageTemplate(text.body()).problems().forEach(problem -> errors.add(new FieldError("/body", problem)));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new TextTemplate(tenantId, id, name.strip(), channel, text, version);
    }
}
