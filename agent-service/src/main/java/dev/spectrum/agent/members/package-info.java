/** Who belongs to a tenant, and as what. The identity provider keeps it: what its tokens say is what counts. */
@NullMarked
package dev.spectrum.agent.members;

import org.jspecify.annotations.NullMarked;
