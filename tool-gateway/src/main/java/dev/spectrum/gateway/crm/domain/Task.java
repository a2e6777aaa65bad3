package dev.spectrum.gateway.crm.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person has to do about a contact.
 *
 * @param body blank where the title says all
 * @param owner whose it is: an email address in lower case, or another name of a person; blank where it is nobody's
 */
public record Task(
        UUID id, Contact contact, String title, String body, Instant dueAt, boolean completed, String owner) {}
