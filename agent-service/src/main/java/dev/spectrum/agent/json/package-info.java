/** How this service reads the JSON that people put values into. */
@NullMarked
package dev.spectrum.agent.json;

import org.jspecify.annotations.NullMarked;
