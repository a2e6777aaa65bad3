package dev.spectrum.outreach.leads.domain;

import java.util.Map;

/**
 * How many leads a filter means, and how many of them are left out. One that is counts once, for the first reason.
 *
 * @param closed outreach to them is over
 * @param unreachable they have none of the addresses that were asked about
 * @param suppressed their email address is, in the tenant or for all
 * @param without how many of all lack a field, by the fields that were asked about; those that nobody lacks are not in it
 */
public record Audience(int leads, int closed, int unreachable, int suppressed, Map<LeadField, Integer> without) {

    public Audience {
        without = Map.copyOf(without);
    }
}
