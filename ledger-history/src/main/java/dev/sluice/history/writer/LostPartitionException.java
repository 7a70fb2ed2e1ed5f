package dev.sluice.history.writer;

import java.io.Serial;

/** Another writer has taken the partition since; this one may write nothing of it any more. */
final class LostPartitionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LostPartitionException(int partition) {
        super("Expected to be the only writer of partition %d, but another one has taken it".formatted(partition));
    }
}
