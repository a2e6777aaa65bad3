/** An OpenAI-compatible server that follows rules. It is no language model. */
@NullMarked
package dev.spectrum.demomodel;

import org.jspecify.annotations.NullMarked;
