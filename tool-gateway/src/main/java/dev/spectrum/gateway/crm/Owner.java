package dev.spectrum.gateway.crm;

import dev.spectrum.platform.tenant.Caller;
import java.util.Locale;
import java.util.Optional;

/** Whose a record is: an email address in lower case, or another name of a person; blank where it is nobody's. */
final class Owner {

    private Owner() {}

    /** @param named by the caller; otherwise the user whom the call is for, and nobody where a service calls for no user */
    static String of(Caller caller, Optional<String> named) {
        return named.map(Owner::read).filter(name -> !name.isEmpty()).orElseGet(() -> user(caller));
    }

    static String read(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String user(Caller caller) {
        return caller.isService() ? "" : read(caller.email().orElse(caller.subject()));
    }
}
