/** What a client sends and gets back, whatever the transport. */
@NullMarked
package dev.spectrum.demomodel.conversation;

import org.jspecify.annotations.NullMarked;
