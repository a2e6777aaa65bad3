/** The suite's agents as models, for clients of OpenAI's API. */
@NullMarked
package dev.spectrum.conversation.openai.web;

import org.jspecify.annotations.NullMarked;
