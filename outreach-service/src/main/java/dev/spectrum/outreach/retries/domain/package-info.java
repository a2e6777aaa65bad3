/** How often and when something that failed is tried again. */
@NullMarked
package dev.spectrum.outreach.retries.domain;

import org.jspecify.annotations.NullMarked;
