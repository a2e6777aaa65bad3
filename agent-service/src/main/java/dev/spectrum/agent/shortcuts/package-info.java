/** Shortcuts: buttons for one prompt or one action. */
@NullMarked
package dev.spectrum.agent.shortcuts;

import org.jspecify.annotations.NullMarked;
