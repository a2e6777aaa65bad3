/** The DNS. */
@NullMarked
package dev.spectrum.outreach.settings.vendor;

import org.jspecify.annotations.NullMarked;
