/** Erasing users over HTTP. */
@NullMarked
package dev.spectrum.conversation.erasure.web;

import org.jspecify.annotations.NullMarked;
