/** The edge: one origin in front of the services and the identity provider. It routes by path and knows no feature. */
@NullMarked
package dev.spectrum.edge;

import org.jspecify.annotations.NullMarked;
