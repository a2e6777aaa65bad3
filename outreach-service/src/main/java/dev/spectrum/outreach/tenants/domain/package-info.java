/** What a tenant is, as far as outreach needs it. */
@NullMarked
package dev.spectrum.outreach.tenants.domain;

import org.jspecify.annotations.NullMarked;
