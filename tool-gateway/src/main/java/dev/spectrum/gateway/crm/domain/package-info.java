/** What the native CRM keeps: contacts, companies, opportunities, tasks and notes. */
@NullMarked
package dev.spectrum.gateway.crm.domain;

import org.jspecify.annotations.NullMarked;
