/** Changes of agents, as agent-service tells them. */
@NullMarked
package dev.spectrum.gateway.permissions.kafka;

import org.jspecify.annotations.NullMarked;
