package dev.spectrum.conversation.turn.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import dev.spectrum.conversation.turn.domain.Place;
import java.io.IOException;
import java.util.UUID;

/** Tells {@code "parent_message_id": null}, the root, from its absence, which Jackson gives as Java's null. */
class PlaceDeserializer extends JsonDeserializer<Place> {

    @Override
    public Place deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return new Place.After(context.readValue(parser, UUID.class));
    }

    @Override
    public Place getNullValue(DeserializationContext context) {
        return new Place.AtRoot();
    }

    @Override
    @SuppressWarnings("NullAway") // an absent property's value is null in Jackson
    public Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
