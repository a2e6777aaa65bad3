package dev.spectrum.gateway.connections;

/** The vendor could not be asked, so nothing is known of the credentials. */
public class VendorAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    VendorAway() {
        super("The vendor could not be asked", null, false, false);
    }
}
