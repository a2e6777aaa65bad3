package dev.spectrum.agent.members;

/**
 * Somebody who was given a place in a tenant.
 *
 * @param accountIsNew whether they had no account before
 */
public record Admitted(Member member, Invitation invitation, boolean accountIsNew) {}
