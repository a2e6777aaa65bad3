package dev.spectrum.gateway.permissions.domain;

import java.util.Optional;

/** An agent may do no more than the user it works for: a viewer changes nothing. */
public final class UserHasRight implements ToolRule {

    @Override
    public Optional<Refusal> refuses(ToolUse use) {
        boolean readsOnly = use.who() instanceof Who.User(boolean mayWrite) && !mayWrite;
        return readsOnly && use.access() == Access.WRITE ? Optional.of(Refusal.ROLE_MAY_NOT_WRITE) : Optional.empty();
    }
}
