package dev.spectrum.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** What runs in Kafka's process: formats the data folder at the first start, then becomes the node. */
final class KafkaNode {

    private KafkaNode() {}

    /** @param arguments the path of the server.properties */
    public static void main(String[] arguments) throws Exception {
        var settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        if (!Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"))) {
            var clusterId = Uuid.randomUuid().toString();
            StorageTool.execute(
                    new String[] {"format", "--cluster-id", clusterId, "--config", arguments[0]}, System.out);
        }
        Kafka.main(arguments);
    }
}
