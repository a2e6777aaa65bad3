/** What a tenant can set for all of its outreach. */
@NullMarked
package dev.spectrum.outreach.settings.domain;

import org.jspecify.annotations.NullMarked;
