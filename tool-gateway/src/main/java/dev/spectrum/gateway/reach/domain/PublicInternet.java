package dev.spectrum.gateway.reach.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What belongs to the public Internet and may be called. Everything else is somebody's own: the machine, its network, the
 * cloud that it runs in. After IANA's registries of special-purpose addresses (IPv4 and IPv6).
 */
public final class PublicInternet {

    private static final List<Block> NOT_PUBLIC_V4 = List.of(
            Block.of("0.0.0.0/8"), // this network
            Block.of("10.0.0.0/8"), // private
            Block.of("100.64.0.0/10"), // shared by carriers; Alibaba's metadata
            Block.of("127.0.0.0/8"), // loopback
            Block.of("168.63.129.16/32"), // Azure's host, a public address only in name
            Block.of("169.254.0.0/16"), // link-local; metadata of most clouds
            Block.of("172.16.0.0/12"), // private
            Block.of("192.0.0.0/24"), // protocol assignments; Oracle's metadata
            Block.of("192.0.2.0/24"), // documentation
            Block.of("192.31.196.0/24"), // AS112
            Block.of("192.52.193.0/24"), // multicast tunnels
            Block.of("192.88.99.0/24"), // 6to4 relays
            Block.of("192.168.0.0/16"), // private
            Block.of("192.175.48.0/24"), // AS112
            Block.of("198.18.0.0/15"), // benchmarks
            Block.of("198.51.100.0/24"), // documentation
            Block.of("203.0.113.0/24"), // documentation
            Block.of("224.0.0.0/4"), // multicast
            Block.of("240.0.0.0/4")); // reserved, broadcast

    /** All that is given to networks of the world; loopback, unique local, link-local, multicast, mapped v4 are outside. */
    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    private static final List<Block> NOT_PUBLIC_V6 = List.of(
            Block.of("2001::/23"), // protocol assignments, among them Teredo, benchmarks, ORCHID
            Block.of("2001:db8::/32"), // documentation
            Block.of("2002::/16"), // 6to4, which carries an IPv4 address
            Block.of("2620:4f:8000::/48"), // AS112
            Block.of("3fff::/20")); // documentation

    /** Translates to the IPv4 address in its last 32 bits; on a network without IPv4 every IPv4 host is reached so. */
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private static final Set<String> NAMES = Set.of(
            "localhost",
            "local",
            "localdomain",
            "internal",
            "intranet",
            "private",
            "corp",
            "home",
            "lan",
            "home.arpa",
            "in-addr.arpa",
            "ip6.arpa",
            "svc",
            "default",
            "metadata.goog",
            "instance-data.ec2.internal");

    /** The ports that browsers refuse (fetch.spec.whatwg.org, port blocking), and those of what runs beside a service. */
    private static final Set<Integer> PORTS = Set.of(
            1,
            7,
            9,
            11,
            13,
            15,
            17,
            19,
            20,
            21,
            22,
            23,
            25,
            37,
            42,
            43,
            53,
            69,
            77,
            79,
            87,
            95,
            101,
            102,
            103,
            104,
            109,
            110,
            111,
            113,
            115,
            117,
            119,
            123,
            135,
            137,
            139,
            143,
            161,
            179,
            389,
            427,
            465,
            512,
            513,
            514,
            515,
            526,
            530,
            531,
            532,
            540,
            548,
            554,
            556,
            563,
            587,
            601,
            636,
            989,
            990,
            993,
            995,
            1719,
            1720,
            1723,
            2049,
            3659,
            4045,
            4190,
            5060,
            5061,
            6000,
            6566,
            6665,
            6666,
            6667,
            6668,
            6669,
            6679,
            6697,
            10080,
            // Docker, etcd, databases, caches, brokers, the kubelet.
            445,
            873,
            1433,
            1521,
            2181,
            2375,
            2376,
            2379,
            2380,
            3306,
            3389,
            5432,
            5672,
            5900,
            6379,
            6443,
            9042,
            9092,
            9200,
            9300,
            10250,
            10255,
            11211,
            27017);

    private PublicInternet() {}

    public static boolean has(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return hasV4(bytes);
        }
        if (NAT64.contains(bytes)) {
            return hasV4(lastFour(bytes));
        }
        return GLOBAL_V6.contains(bytes)
                && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(bytes))
                && !isIsatap(bytes);
    }

    private static boolean hasV4(byte[] address) {
        return NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(address));
    }

    /** A tunnel's address, which ends in the IPv4 address of a machine in some private network (RFC 5214). */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & ~0x02) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }

    private static byte[] lastFour(byte[] address) {
        return java.util.Arrays.copyOfRange(address, address.length - 4, address.length);
    }

    /**
     * Whether a name could be one of the world's: it has a dot, and does not end in what is used inside of networks.
     *
     * @param name in lower case, without a dot at its end
     */
    public static boolean couldHave(String name) {
        return name.indexOf('.') > 0 && NAMES.stream().noneMatch(own -> name.equals(own) || name.endsWith("." + own));
    }

    /** Whether web servers may listen there; other servers could be made to act by what looks like HTTP to nobody. */
    public static boolean hasWebOn(int port) {
        return !PORTS.contains(port);
    }

    /** Addresses with the same beginning. */
    private record Block(byte[] network, int bits) {

        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
                        Integer.parseInt(cidr.substring(slash + 1)));
            } catch (java.net.UnknownHostException impossible) {
                throw new IllegalStateException(cidr, impossible);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit));
                if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
