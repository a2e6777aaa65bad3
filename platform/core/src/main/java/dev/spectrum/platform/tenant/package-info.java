/** Who calls, for which tenant, and the transaction that the database holds to that tenant. */
@NullMarked
package dev.spectrum.platform.tenant;

import org.jspecify.annotations.NullMarked;
