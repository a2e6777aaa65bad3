/** Campaigns: sets of leads going through a sequence. */
@NullMarked
package dev.spectrum.outreach.campaigns;

import org.jspecify.annotations.NullMarked;
