/** Templates of prompts, and the values that an agent's system prompt is populated with. */
@NullMarked
package dev.spectrum.platform.prompt;

import org.jspecify.annotations.NullMarked;
