/** Where credentials are encrypted and decrypted, and the keys for it. */
@NullMarked
package dev.spectrum.gateway.connections.vault;

import org.jspecify.annotations.NullMarked;
