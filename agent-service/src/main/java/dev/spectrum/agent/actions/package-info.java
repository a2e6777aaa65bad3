/** Actions: a prompt with the context that its variables are resolved from. */
@NullMarked
package dev.spectrum.agent.actions;

import org.jspecify.annotations.NullMarked;
