/** The native CRM: contacts, opportunities, and the tools that work with them. */
@NullMarked
package dev.spectrum.gateway.crm;

import org.jspecify.annotations.NullMarked;
