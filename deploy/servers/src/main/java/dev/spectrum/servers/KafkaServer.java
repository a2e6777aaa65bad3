package dev.spectrum.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * One Kafka node, broker and KRaft controller at once, on 127.0.0.1, with the topics that {@code contracts/asyncapi.yaml}
 * names and no others.
 *
 * @param data           its data folder
 * @param port           where clients connect
 * @param controllerPort where it talks to itself
 */
public record KafkaServer(Path data, int port, int controllerPort) implements Server {
    private static final int ANSWER_MILLIS = 2_000;
    private static final short API_VERSIONS = 18;

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        Files.createDirectories(data);
        var file = data.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings().store(out, null);
        }
        return JavaRuntime.process(KafkaNode.class, 256, file.toString());
    }

    private Properties settings() {
        var settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("log.dirs", data.resolve("log").toString());
        // A topic nobody has declared is a mistake that should show.
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("default.replication.factor", "1");
        for (var topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.setProperty(topic + ".replication.factor", "1");
            settings.setProperty(topic + ".num.partitions", "4");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // A killed node's successor has to wait until the session has ended.
        settings.setProperty("broker.session.timeout.ms", "4000");
        settings.setProperty("broker.heartbeat.interval.ms", "1000");
        // The default buffer of 128 MB is half of this node's heap.
        settings.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        return settings;
    }

    /** Asks for the API versions, which a broker answers once it processes requests. */
    @Override
    public boolean isReady() {
        var request = ByteBuffer.allocate(14)
                .putInt(10) // the length of what follows
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(1) // correlation id
                .putShort((short) -1); // no client id
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.array());
            var answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > 0 && answer.readInt() == 1 && answer.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void furnish() throws IOException {
        KafkaTopics.ofTheContract().createMissing(bootstrapServers());
    }
}
