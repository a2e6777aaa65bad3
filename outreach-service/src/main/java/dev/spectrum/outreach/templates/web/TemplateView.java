package dev.spectrum.outreach.templates.web;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.templates.domain.TextTemplate;
import java.util.UUID;

/** A template as clients read it. */
record TemplateView(UUID id, String name, StepChannel channel, String subject, String body, long version) {

    static TemplateView of(TextTemplate template) {
        return new TemplateView(
                template.id(),
                template.name(),
                template.channel(),
                template.text().subject(),
                template.text().body(),
                template.version());
    }
}
