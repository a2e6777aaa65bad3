/** What is remembered between two requests of one run, in Redis. */
@NullMarked
package dev.spectrum.conversation.openai.cache;

import org.jspecify.annotations.NullMarked;
