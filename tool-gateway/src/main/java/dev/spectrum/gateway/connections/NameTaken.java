package dev.spectrum.gateway.connections;

/** Another connection of the tenant has this name. */
public class NameTaken extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NameTaken() {
        super("The name is taken", null, false, false);
    }
}
