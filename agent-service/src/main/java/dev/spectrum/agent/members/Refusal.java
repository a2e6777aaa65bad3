package dev.spectrum.agent.members;

import dev.spectrum.platform.web.ProblemException;

/** Why members are not changed as somebody wants. */
enum Refusal {
    NO_ADMIN_ANY_MORE(403, "forbidden", "Not allowed", "You are no admin of this tenant any more."),
    OWNERS_ONLY(403, "forbidden", "Not allowed", "Only an owner makes, changes or removes an owner."),
    LAST_OWNER(
            409, "last-owner", "Conflict", "Nobody else owns this tenant and can sign in: make another owner first."),
    MEMBER_ALREADY(
            409, "member-exists", "Conflict", "They are a member already: change their role with PATCH instead.");

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Refusal(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    ProblemException problem() {
        return ProblemException.of(status, code, title, detail);
    }
}
