/** Agents over HTTP. */
@NullMarked
package dev.spectrum.agent.agents.web;

import org.jspecify.annotations.NullMarked;
