/** Campaigns over HTTP. */
@NullMarked
package dev.spectrum.outreach.campaigns.web;

import org.jspecify.annotations.NullMarked;
