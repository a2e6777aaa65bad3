package dev.spectrum.outreach.touches.domain;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt to deliver a message. */
public sealed interface Delivery {

    record Delivered() implements Delivery {}

    /** It will not be delivered, however often it is tried. */
    record Refused(String code, String reason) implements Delivery {}

    /** The one who delivers does not know; only a person can find out. */
    record Unknown(String reason) implements Delivery {}

    /**
     * It can be tried again, under the same key.
     *
     * @param maybeDelivered it may have got through; the key sees to it that trying again does not deliver it twice
     * @param notBefore how long the other side asks to be left alone
     */
    record TryAgain(String code, String reason, boolean maybeDelivered, Optional<Duration> notBefore)
            implements Delivery {}

    /** Who delivers can't be reached. That says nothing of the message, however long it lasts. */
    record Away(String reason) implements Delivery {}
}
