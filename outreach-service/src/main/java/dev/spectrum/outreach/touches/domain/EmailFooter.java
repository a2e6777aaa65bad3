package dev.spectrum.outreach.touches.domain;

/**
 * What stands under every email.
 *
 * @param postalAddress where the sender is; blank for none
 * @param unsubscribeUrl where one POST unsubscribes
 */
public record EmailFooter(String postalAddress, String unsubscribeUrl) {}
