package dev.spectrum.conversation.turn;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.spectrum.conversation.turn.domain.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many tokens a model makes of what it is shown. Each vendor counts in its own way; OpenAI's stands for all, and whoever
 * needs to be sure leaves room.
 */
final class Tokens {

    /** For the frame of a message. */
    private static final int FRAME = 8;

    private static final int SLICE = 512;

    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Tokens() {}

    /** A little more than there are: each slice may cut a word. One word of a million letters would cost minutes, and all memory. */
    static int of(String text) {
        int tokens = 0;
        for (int from = 0; from < text.length(); from += SLICE) {
            tokens += ENCODING.countTokensOrdinary(text.substring(from, Math.min(text.length(), from + SLICE)));
        }
        return tokens;
    }

    /** @param resultCharacters how much of a tool's result the model is shown */
    static int of(Message message, int resultCharacters) {
        return texts(message, resultCharacters)
                .mapToInt(text -> of(text) + FRAME)
                .sum();
    }

    /** More than the messages can have, and found without counting: no token is shorter than a byte. */
    static long most(List<Message> messages, int resultCharacters) {
        return messages.stream()
                .flatMap(message -> texts(message, resultCharacters))
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length + FRAME)
                .sum();
    }

    private static Stream<String> texts(Message message, int resultCharacters) {
        return Stream.concat(
                Stream.of(message.content()),
                message.toolRounds().stream()
                        .flatMap(round -> Stream.concat(
                                Stream.of(round.text()),
                                round.calls().stream()
                                        .flatMap(call -> Stream.of(
                                                call.name() + call.arguments(),
                                                start(call.result().toString(), resultCharacters))))));
    }

    static String start(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
