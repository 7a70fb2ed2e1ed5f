package dev.sluice.gateway.history;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The settings of the way to history.
 *
 * @param jdbcUrl of the PostgreSQL that {@code ledger-history} writes to; empty for a gateway without history
 * @param schema the schema of its tables
 * @param connections how many questions may be asked at once
 * @param statementTimeout what one statement may take, before it is given up
 * @param patience how long a question waits for what it must know to be read
 */
@ConfigurationProperties("sluice.history")
record HistorySettings(
        @Bindable(defaultValue = "") String jdbcUrl,
        @Bindable(defaultValue = "") String user,
        @Bindable(defaultValue = "") String password,
        @Bindable(defaultValue = "history") String schema,
        @Bindable(defaultValue = "8") int connections,
        @Bindable(defaultValue = "10s") Duration statementTimeout,
        @Bindable(defaultValue = "2s") Duration patience) {

    boolean isConfigured() {
        return !jdbcUrl.isBlank();
    }

    @Override
    public String toString() {
        return "HistorySettings[jdbcUrl=%s, user=%s, schema=%s]"
                .formatted(jdbcUrl.replaceAll("\\?.*", ""), user, schema);
    }
}
