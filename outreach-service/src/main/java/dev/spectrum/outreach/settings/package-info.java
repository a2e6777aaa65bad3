/** What a tenant set for all of its outreach. */
@NullMarked
package dev.spectrum.outreach.settings;

import org.jspecify.annotations.NullMarked;
