package dev.spectrum.gateway.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses. May block. */
@FunctionalInterface
interface NameResolver {

    /** @return at least one */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
