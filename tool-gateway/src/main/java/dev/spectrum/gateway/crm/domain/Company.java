package dev.spectrum.gateway.crm.domain;

import java.util.UUID;

/** An organisation that contacts work for. What is not known is blank, all but the name. */
public record Company(
        UUID id, String name, String website, String phone, String city, String country, String description) {}
