/** Connectors: vendors' APIs as data. One engine turns a tool's call into the vendor's requests, and their answers into its result. */
@NullMarked
package dev.spectrum.gateway.connectors;

import org.jspecify.annotations.NullMarked;
