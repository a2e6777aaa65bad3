package dev.spectrum.outreach.touches.domain;

import java.time.Instant;

/** Why a touch is not sent. */
public sealed interface Refusal {

    /** A stable word with hyphens. */
    String code();

    /** For people to read. */
    String reason();

    /** It never will be. */
    record ForGood(String code, String reason) implements Refusal {}

    /** Not before a time. */
    record Until(String code, String reason, Instant time) implements Refusal {}

    /** Not before an agent has written it. */
    record UntilWritten(String code, String reason) implements Refusal {}

    /** Not before a person approves or sends it. */
    record UntilApproved(String code, String reason) implements Refusal {}

    /** Not before there is room for it; it keeps its place until then. */
    record UntilRoom(String code, String reason, Instant time) implements Refusal {}

    /** Not before a person goes on with its campaign. */
    record UntilResumed(String code, String reason) implements Refusal {}
}
