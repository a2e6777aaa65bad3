/** Prompts: templates that know no context, their versions and labels. */
@NullMarked
package dev.spectrum.agent.prompts;

import org.jspecify.annotations.NullMarked;
