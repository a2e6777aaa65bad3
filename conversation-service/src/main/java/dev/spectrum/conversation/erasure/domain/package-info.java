/** Erasures, without any framework. */
@NullMarked
package dev.spectrum.conversation.erasure.domain;

import org.jspecify.annotations.NullMarked;
