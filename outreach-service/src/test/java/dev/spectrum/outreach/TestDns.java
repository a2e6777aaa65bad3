package dev.spectrum.outreach;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server over UDP that says what a test told it; what it was not told, there is not. */
public final class TestDns {

    private static final TestDns INSTANCE = new TestDns();
    private static final int TXT = 16;
    private static final int CNAME = 5;

    private final DatagramSocket socket;
    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();

    private TestDns() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread.ofPlatform().daemon().name("test-dns").start(this::serve);
    }

    /** The one of this test JVM; it ends with it. */
    public static TestDns dns() {
        return INSTANCE;
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public void reset() {
        texts.clear();
        aliases.clear();
    }

    public TestDns text(String name, String... records) {
        texts.put(name, List.of(records));
        return this;
    }

    public TestDns alias(String name, String of) {
        aliases.put(name, of);
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (true) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(buffer, question.getLength());
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException broken) {
                // The next one may be better.
            }
        }
    }

    private byte[] answer(byte[] question, int length) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int type = question[at + 1] << 8 | question[at + 2] & 0xff;
        String asked = name.toString().toLowerCase(Locale.ROOT);
        List<byte[]> records = records(asked, type);
        boolean known = texts.containsKey(asked) || aliases.containsKey(asked);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(known ? 0x8180 : 0x8183);
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeInt(0);
        out.write(question, 12, at + 5 - 12);
        for (byte[] record : records) {
            out.writeShort(0xc00c);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    private List<byte[]> records(String name, int type) {
        if (type == TXT) {
            return texts.getOrDefault(name, List.of()).stream()
                    .map(TestDns::text)
                    .toList();
        }
        String alias = aliases.get(name);
        return type == CNAME && alias != null ? List.of(name(alias)) : List.of();
    }

    private static byte[] text(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(text.length());
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static byte[] name(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }
}
