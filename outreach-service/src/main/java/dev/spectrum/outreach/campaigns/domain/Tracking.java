package dev.spectrum.outreach.campaigns.domain;

/**
 * What a campaign wants to know of its recipients.
 *
 * @param opens whether they opened a message
 * @param clicks whether they followed a link
 */
public record Tracking(boolean opens, boolean clicks) {

    public static final Tracking OFF = new Tracking(false, false);

    public boolean any() {
        return opens || clicks;
    }
}
