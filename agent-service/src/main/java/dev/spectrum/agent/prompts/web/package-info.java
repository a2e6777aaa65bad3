/** Prompts over HTTP. */
@NullMarked
package dev.spectrum.agent.prompts.web;

import org.jspecify.annotations.NullMarked;
