/** What a lead is, and when two are one. */
@NullMarked
package dev.spectrum.outreach.leads.domain;

import org.jspecify.annotations.NullMarked;
