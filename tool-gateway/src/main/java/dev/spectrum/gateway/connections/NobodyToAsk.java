package dev.spectrum.gateway.connections;

/** There is nobody yet who could say whether a connection's credentials are right. */
public class NobodyToAsk extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NobodyToAsk() {
        super("There is nobody to ask", null, false, false);
    }
}
