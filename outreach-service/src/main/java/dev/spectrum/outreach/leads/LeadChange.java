package dev.spectrum.outreach.leads;

/** What happened to a lead itself. */
public enum LeadChange {
    CREATED,
    CHANGED,
    MOVED,
    DELETED,
    RESTORED
}
