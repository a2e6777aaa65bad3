/** The identity provider's directory: Keycloak's Admin REST API. */
@NullMarked
package dev.spectrum.agent.members.vendor;

import org.jspecify.annotations.NullMarked;
