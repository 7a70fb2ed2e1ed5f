package dev.sluice.cli.kafka;

import org.jspecify.annotations.Nullable;

/** The node could not start, stop or go on. The message is for a person: what is wrong and what to do. */
public final class EmbeddedKafkaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message) {
        super(message);
    }

    EmbeddedKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
