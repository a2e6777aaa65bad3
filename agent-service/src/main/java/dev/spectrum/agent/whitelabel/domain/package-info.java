/** What a tenant calls the product. */
@NullMarked
package dev.spectrum.agent.whitelabel.domain;

import org.jspecify.annotations.NullMarked;
