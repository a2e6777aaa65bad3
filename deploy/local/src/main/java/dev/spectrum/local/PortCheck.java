package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;

/** Finds out before a start what it would fail on. */
final class PortCheck {

    private PortCheck() {}

    /** @throws Failure that names every occupied port and what wants it */
    static void check(Collection<Member> members) {
        var occupied = members.stream()
                .flatMap(member -> member.server().ports().stream()
                        .filter(PortCheck::isOccupied)
                        .map(port ->
                                "port " + port + ", which " + member.name() + " needs, is in use by another program"))
                .toList();
        if (!occupied.isEmpty()) {
            throw new Failure(String.join("\n", occupied)
                    + "\nFree it, or move all ports as a block: SPECTRUM_PORT_BASE=9080 ./spectrum up");
        }
    }

    static boolean isOccupied(int port) {
        return isAnswered(port) || !canBeBound(port);
    }

    /** macOS lets one program bind 127.0.0.1 beside another that has bound every address. */
    private static boolean isAnswered(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBeBound(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
