/** What a tenant is. */
@NullMarked
package dev.spectrum.agent.tenants.domain;

import org.jspecify.annotations.NullMarked;
