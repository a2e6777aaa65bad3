package dev.spectrum.gateway.crm.domain;

/** Where a contact stands. */
public enum ContactStatus {
    LEAD,
    PROSPECT,
    CUSTOMER,
    INACTIVE,
    DO_NOT_CONTACT
}
