/** White label: what a tenant calls the product before its own people and customers. */
@NullMarked
package dev.spectrum.agent.whitelabel;

import org.jspecify.annotations.NullMarked;
