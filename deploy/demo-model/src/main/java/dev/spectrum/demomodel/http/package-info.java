/** The HTTP surface: OpenAI's chat completions, in JSON and as a stream. */
@NullMarked
package dev.spectrum.demomodel.http;

import org.jspecify.annotations.NullMarked;
