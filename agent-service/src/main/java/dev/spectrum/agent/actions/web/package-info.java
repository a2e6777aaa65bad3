/** Actions over HTTP. */
@NullMarked
package dev.spectrum.agent.actions.web;

import org.jspecify.annotations.NullMarked;
