package dev.spectrum.outreach.texts;

import dev.spectrum.outreach.texts.domain.TextAnswer;
import dev.spectrum.outreach.texts.domain.TextBrief;
import io.smallrye.mutiny.Uni;

/** The agents. */
public interface TextWriter {

    /** Never fails. The same brief, asked for again after it was answered, has the same answer and costs nothing. */
    Uni<TextAnswer> write(TextBrief brief);
}
