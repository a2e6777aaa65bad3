/** Leads over HTTP. */
@NullMarked
package dev.spectrum.outreach.leads.web;

import org.jspecify.annotations.NullMarked;
