package dev.spectrum.outreach.leads.domain;

/** What may be known of a lead, or not. */
public enum LeadField {
    FIRST_NAME,
    LAST_NAME,
    /** The first name, the last, or both. */
    FULL_NAME,
    EMAIL,
    PHONE,
    /** A number with its country. */
    INTERNATIONAL_PHONE,
    LINKEDIN_URL,
    TITLE,
    COMPANY,
    WEBSITE,
    INDUSTRY,
    CITY,
    COUNTRY
}
