/** The state of tenants as it arrives. */
@NullMarked
package dev.spectrum.outreach.tenants.kafka;

import org.jspecify.annotations.NullMarked;
