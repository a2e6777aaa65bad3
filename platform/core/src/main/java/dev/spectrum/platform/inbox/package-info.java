/** The same event twice acts once. */
@NullMarked
package dev.spectrum.platform.inbox;

import org.jspecify.annotations.NullMarked;
