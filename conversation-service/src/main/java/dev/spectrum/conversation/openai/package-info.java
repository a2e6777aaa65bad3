/** Agents for clients of OpenAI's API. {@link dev.spectrum.conversation.openai.CompleteChat} is where a completion begins. */
@NullMarked
package dev.spectrum.conversation.openai;

import org.jspecify.annotations.NullMarked;
