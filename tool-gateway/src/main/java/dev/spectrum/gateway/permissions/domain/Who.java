package dev.spectrum.gateway.permissions.domain;

/** Whose rights a call has, beside those of the agent that makes it. */
public sealed interface Who {

    /**
     * A person.
     *
     * @param mayWrite whether the role in the tenant allows changes
     */
    record User(boolean mayWrite) implements Who {}

    /**
     * Another service of the suite, acting by itself.
     *
     * @param name its OIDC client id
     */
    record Service(String name) implements Who {}
}
