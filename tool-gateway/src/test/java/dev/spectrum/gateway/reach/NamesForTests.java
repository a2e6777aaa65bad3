package dev.spectrum.gateway.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A resolver that a test controls: each name's answers, one after the other; the last one stays. */
final class NamesForTests implements NameResolver {

    private final Map<String, List<List<String>>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    NamesForTests() {
        answer("loopback.resolves.test", List.of("127.0.0.1"));
        answer("loopback6.resolves.test", List.of("::1"));
        answer("private.resolves.test", List.of("10.0.0.1"));
        answer("metadata.resolves.test", List.of("169.254.169.254"));
        answer("metadata6.resolves.test", List.of("fd00:ec2::254"));
        answer("mixed.resolves.test", List.of("93.184.216.34", "127.0.0.1"));
        answer("mapped.resolves.test", List.of("::ffff:127.0.0.1"));
        answer("nat64.resolves.test", List.of("64:ff9b::7f00:1"));
        answer("6to4.resolves.test", List.of("2002:7f00:1::"));
        answer("unspecified.resolves.test", List.of("0.0.0.0"));
        answer("multicast.resolves.test", List.of("224.0.0.1"));
        answer("carrier.resolves.test", List.of("100.64.0.1"));
        answer("link-local6.resolves.test", List.of("fe80::1"));
    }

    /** @param each what the first, the second ... question is answered with */
    @SafeVarargs
    final NamesForTests answer(String name, List<String>... each) {
        answers.put(name, new CopyOnWriteArrayList<>(List.of(each)));
        return this;
    }

    long asked(String name) {
        return asked.stream().filter(name::equals).count();
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        asked.add(name);
        List<List<String>> left = answers.get(name);
        if (left == null) {
            throw new UnknownHostException(name);
        }
        List<String> next = left.size() > 1 ? left.removeFirst() : left.getFirst();
        List<InetAddress> addresses = new java.util.ArrayList<>();
        for (String address : next) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }
}
