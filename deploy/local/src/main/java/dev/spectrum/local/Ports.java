package dev.spectrum.local;

/** The block of ports the stack listens on; SPECTRUM_PORT_BASE moves it as a whole. */
record Ports(int base) {
    static final int DEFAULT_BASE = 8080;

    /** The size of the block. */
    private static final int SIZE = 14;

    Ports {
        if (base < 1024 || base > 65_536 - SIZE) {
            throw new Failure("SPECTRUM_PORT_BASE is " + base + "; it must be from 1024 to " + (65_536 - SIZE));
        }
    }

    static Ports parse(String base) {
        try {
            return new Ports(Integer.parseInt(base));
        } catch (NumberFormatException e) {
            throw new Failure("SPECTRUM_PORT_BASE is '" + base + "', which is no number");
        }
    }

    int edge() {
        return base;
    }

    int agentService() {
        return base + 1;
    }

    int conversationService() {
        return base + 2;
    }

    int toolGateway() {
        return base + 3;
    }

    int outreachService() {
        return base + 4;
    }

    int keycloak() {
        return base + 5;
    }

    int demoModel() {
        return base + 6;
    }

    int smtp() {
        return base + 7;
    }

    int mail() {
        return base + 8;
    }

    int keycloakManagement() {
        return base + 9;
    }

    int postgres() {
        return base + 10;
    }

    int redis() {
        return base + 11;
    }

    int kafka() {
        return base + 12;
    }

    int kafkaController() {
        return base + 13;
    }
}
