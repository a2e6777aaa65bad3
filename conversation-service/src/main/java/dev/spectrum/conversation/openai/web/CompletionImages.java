package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.attachments.domain.FileType;
import dev.spectrum.platform.model.ModelImage;
import dev.spectrum.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pictures in a user's message. They stand in the request itself: nothing is fetched for anybody from anywhere. */
final class CompletionImages {

    private static final Pattern DATA_URL = Pattern.compile("data:image/[a-z.+-]+;base64,([A-Za-z0-9+/]+={0,2})");
    private static final int MOST_BYTES = 7 << 20;

    private CompletionImages() {}

    static boolean isImage(JsonNode part) {
        return part.path("type").asText().equals("image_url");
    }

    /** @param content of a user's message */
    static List<ModelImage> in(String at, JsonNode content) {
        List<ModelImage> images = new ArrayList<>();
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            if (isImage(content.get(i))) {
                images.add(image(at + "/content/" + i, content.get(i)));
            }
        }
        return images;
    }

    /** As it is, whatever the URL calls it. */
    private static ModelImage image(String at, JsonNode part) {
        Matcher url = DATA_URL.matcher(part.at("/image_url/url").asText());
        if (!url.matches()) {
            throw ProblemException.invalid(at, "Must be a data: URL of a picture, in Base64; others are not fetched.");
        }
        String base64 = url.group(1);
        if (base64.length() > MOST_BYTES) {
            throw ProblemException.of(413, "image-too-large", "The image is too large", "It may have 7 MB in Base64.");
        }
        try {
            return FileType.of(Base64.getDecoder().decode(base64))
                    .filter(FileType::isImage)
                    .map(type -> new ModelImage(type.mediaType(), base64))
                    .orElseThrow(() -> ProblemException.invalid(at, "Must be a PNG, JPEG, GIF or WebP."));
        } catch (IllegalArgumentException noBase64) {
            throw ProblemException.invalid(at, "Must be Base64.");
        }
    }
}
