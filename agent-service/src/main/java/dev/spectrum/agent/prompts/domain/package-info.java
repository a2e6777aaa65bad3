/** What a prompt is: JDK only. */
@NullMarked
package dev.spectrum.agent.prompts.domain;

import org.jspecify.annotations.NullMarked;
