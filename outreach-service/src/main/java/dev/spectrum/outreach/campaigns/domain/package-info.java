/** What a campaign is, and how its messages are written. */
@NullMarked
package dev.spectrum.outreach.campaigns.domain;

import org.jspecify.annotations.NullMarked;
