/** What a contact and an opportunity are. */
@NullMarked
package dev.spectrum.gateway.crm.domain;

import org.jspecify.annotations.NullMarked;
