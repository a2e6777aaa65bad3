package dev.spectrum.platform.model;

/**
 * A picture that a model is shown.
 *
 * @param mediaType image/png, image/jpeg, image/gif or image/webp: what all vendors take
 * @param base64 without line breaks
 */
public record ModelImage(String mediaType, String base64) {

    /**
     * More tokens than any model is known to make of a picture, whatever its size: gpt-4o-mini makes 2833 of it and 5667 of each
     * of its tiles, eight at most.
     */
    static final long MOST_TOKENS = 50_000;

    /** As a URL that has all of the picture in it. */
    String dataUrl() {
        return "data:" + mediaType + ";base64," + base64;
    }
}
