package dev.spectrum.gateway.reach.domain;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request goes, written in the one way that everybody reads alike. An address that other programs might read
 * differently (127.1, 0x7f000001, 0177.0.0.1, a user name before the host) is none.
 *
 * @param scheme http or https
 * @param host a name in ASCII and lower case without a dot at its end, or an IP address without brackets
 * @param literal the host where it is an IP address
 * @param pathAndQuery at least {@code /}, encoded
 */
public record Target(String scheme, String host, int port, Optional<InetAddress> literal, String pathAndQuery) {

    private static final int LONGEST_NAME = 253;
    private static final int HIGHEST_PORT = 65535;
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    /** A last label like this makes every URL parser of the web read the whole as an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** @throws NotATarget if it is no plain http or https address */
    public static Target of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new NotATarget("Only http and https addresses can be called.");
        }
        String authority = uri.getRawAuthority();
        if (authority == null || uri.isOpaque()) {
            throw new NotATarget("The address names no host.");
        }
        if (authority.indexOf('@') >= 0) {
            throw new NotATarget("The address can't carry a user name or a password.");
        }
        int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : colonOrEnd(authority);
        int port = port(authority.substring(hostEnd), scheme);
        return of(scheme, authority.substring(0, hostEnd), port, pathAndQuery(uri));
    }

    private static Target of(String scheme, String host, int port, String pathAndQuery) {
        if (host.startsWith("[")) {
            InetAddress address = ipv6(host);
            return new Target(scheme, address.getHostAddress(), port, Optional.of(address), pathAndQuery);
        }
        String name = name(host);
        return new Target(scheme, name, port, ipv4(name), pathAndQuery);
    }

    /** Scheme, host and port: what a browser calls the origin. */
    public boolean sameOrigin(Target other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    public boolean secure() {
        return scheme.equals("https");
    }

    /** What the header Host says. */
    public String authority() {
        String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == defaultPort(scheme) ? written : written + ":" + port;
    }

    private static int colonOrEnd(String authority) {
        int colon = authority.indexOf(':');
        return colon < 0 ? authority.length() : colon;
    }

    /** @param after what follows the host: nothing, or a colon and perhaps a number */
    private static int port(String after, String scheme) {
        if (after.isEmpty() || after.equals(":")) {
            return defaultPort(scheme);
        }
        if (!after.matches(":[0-9]{1,5}")) {
            throw new NotATarget("The address can't be understood.");
        }
        int port = Integer.parseInt(after.substring(1));
        if (port == 0 || port > HIGHEST_PORT) {
            throw new NotATarget("There is no such port.");
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static InetAddress ipv6(String bracketed) {
        if (IPV6.matcher(bracketed.substring(1, bracketed.length() - 1)).matches()) {
            try {
                return InetAddress.getByName(bracketed);
            } catch (UnknownHostException noAddress) {
                throw new NotATarget("The address has no valid IPv6 address.");
            }
        }
        throw new NotATarget("The address has no valid IPv6 address.");
    }

    private static String name(String host) {
        String ascii = ascii(host);
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new NotATarget("The address has no valid host name.");
        }
        return name;
    }

    /** Letters of all languages become ASCII, and those that merely look like ASCII become what they look like. */
    private static String ascii(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noName) {
            throw new NotATarget("The address has no valid host name.");
        }
    }

    private static Optional<InetAddress> ipv4(String name) {
        if (!NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            return Optional.empty();
        }
        if (IPV4.matcher(name).matches()) {
            try {
                String[] octets = name.split("\\.", -1);
                byte[] address = new byte[octets.length];
                for (int i = 0; i < octets.length; i++) {
                    address[i] = octet(octets[i]);
                }
                return Optional.of(InetAddress.getByAddress(address));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("Four bytes are an address", impossible);
            }
        }
        throw new NotATarget("The address has no valid IPv4 address: write four plain numbers.");
    }

    private static byte octet(String written) {
        int octet = Integer.parseInt(written);
        if (octet > 255) {
            throw new NotATarget("The address has no valid IPv4 address: write four plain numbers.");
        }
        return (byte) octet;
    }

    private static String pathAndQuery(URI uri) {
        String ascii = uri.toASCIIString();
        int start = ascii.indexOf("//") + 2;
        int path = start;
        while (path < ascii.length() && "/?#".indexOf(ascii.charAt(path)) < 0) {
            path++;
        }
        int fragment = ascii.indexOf('#', path);
        String rest = ascii.substring(path, fragment < 0 ? ascii.length() : fragment);
        return rest.startsWith("/") ? rest : "/" + rest;
    }
}
