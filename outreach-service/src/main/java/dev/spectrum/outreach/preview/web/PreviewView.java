package dev.spectrum.outreach.preview.web;

import dev.spectrum.outreach.preview.PreviewCampaign.StepPreview;
import java.util.List;

/** The messages of a campaign as one lead would get them. */
record PreviewView(List<StepPreview> items) {}
