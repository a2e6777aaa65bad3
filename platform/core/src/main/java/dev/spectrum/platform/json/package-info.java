/** How JSON is written everywhere: in answers, in events and in columns. */
@NullMarked
package dev.spectrum.platform.json;

import org.jspecify.annotations.NullMarked;
