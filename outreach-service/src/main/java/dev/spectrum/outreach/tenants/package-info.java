/** What this service knows of the tenants. */
@NullMarked
package dev.spectrum.outreach.tenants;

import org.jspecify.annotations.NullMarked;
