/** Shortcuts over HTTP. */
@NullMarked
package dev.spectrum.agent.shortcuts.web;

import org.jspecify.annotations.NullMarked;
