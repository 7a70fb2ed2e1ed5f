package dev.sluice.cli.backup;

import java.io.IOException;

/** A file that is no backup, or not as it was written. */
public final class BackupDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    BackupDamagedException(String message) {
        super(message);
    }
}
