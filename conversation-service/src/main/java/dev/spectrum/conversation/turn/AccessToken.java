package dev.spectrum.conversation.turn;

/** The user's access token, which no log shall show. */
public record AccessToken(String value) {

    @Override
    public String toString() {
        return "AccessToken";
    }
}
