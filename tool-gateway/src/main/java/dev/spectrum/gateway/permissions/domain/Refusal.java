package dev.spectrum.gateway.permissions.domain;

import java.util.Locale;

/** Why a tool may not be used. For the audit trail: who asked is told the same whatever the reason. */
public enum Refusal {
    UNKNOWN_TOOL,
    UNKNOWN_AGENT,
    AGENT_DISABLED,
    DATA_SOURCE_NOT_GRANTED,
    ACCESS_NOT_GRANTED,
    ROLE_MAY_NOT_WRITE,
    SERVICE_NOT_CONFIGURED,
    POLICY_FAILED;

    /** With hyphens, as programs read it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
