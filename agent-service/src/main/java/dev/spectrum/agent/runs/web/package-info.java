/** Runs over HTTP. */
@NullMarked
package dev.spectrum.agent.runs.web;

import org.jspecify.annotations.NullMarked;
