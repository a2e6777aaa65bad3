/** Every save of what is edited, kept for good. */
@NullMarked
package dev.spectrum.agent.versions;

import org.jspecify.annotations.NullMarked;
