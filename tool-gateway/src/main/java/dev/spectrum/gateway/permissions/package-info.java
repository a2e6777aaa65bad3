/** Who may use which tool: what agents and users are permitted, and the one policy that decides for list and call alike. */
@NullMarked
package dev.spectrum.gateway.permissions;

import org.jspecify.annotations.NullMarked;
