/** The native CRM in PostgreSQL. */
@NullMarked
package dev.spectrum.gateway.crm.db;

import org.jspecify.annotations.NullMarked;
