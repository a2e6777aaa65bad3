package dev.spectrum.gateway.connectors;

/** A call that broke off after it may have changed something at the vendor. Its message is for the log, without data. */
final class UnfinishedCall extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfinishedCall(String what) {
        super(what, null, false, false);
    }
}
