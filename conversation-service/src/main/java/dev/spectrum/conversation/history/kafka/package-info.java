/** How long tenants keep what was said, as agent-service tells. */
@NullMarked
package dev.spectrum.conversation.history.kafka;

import org.jspecify.annotations.NullMarked;
