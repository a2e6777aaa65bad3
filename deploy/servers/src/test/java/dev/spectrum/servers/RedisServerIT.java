package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisServerIT {

    @Test
    void answersAndKeepsItsDataOverARestart() throws IOException {
        try (var redis = TemporaryServer.redis()) {
            assertThat(ask(redis.server(), "PING")).isEqualTo("+PONG");
            assertThat(ask(redis.server(), "SET answer 42")).isEqualTo("+OK");

            redis.stop();
            assertThat(redis.server().isReady()).isFalse();
            redis.start();

            assertThat(ask(redis.server(), "EXISTS answer")).isEqualTo(":1");
        }
    }

    private static String ask(RedisServer redis, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                var answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return answer.readLine();
        }
    }
}
