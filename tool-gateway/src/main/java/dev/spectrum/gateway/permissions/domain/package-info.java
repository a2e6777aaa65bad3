/** The rules, and what they look at. */
@NullMarked
package dev.spectrum.gateway.permissions.domain;

import org.jspecify.annotations.NullMarked;
