/** Where tracked links lead. */
@NullMarked
package dev.spectrum.outreach.tracking.web;

import org.jspecify.annotations.NullMarked;
