/** What a campaign would do, before it does. */
@NullMarked
package dev.spectrum.outreach.preview;

import org.jspecify.annotations.NullMarked;
