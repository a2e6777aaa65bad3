/** Activities over HTTP. */
@NullMarked
package dev.spectrum.outreach.activities.web;

import org.jspecify.annotations.NullMarked;
