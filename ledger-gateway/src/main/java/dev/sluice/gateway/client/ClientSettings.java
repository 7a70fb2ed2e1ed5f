package dev.sluice.gateway.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The settings of the gateway's client of the ledger.
 *
 * @param topicPrefix what the names of the ledger's topics begin with
 * @param replyTimeout how long a caller waits before it is told that the result is pending
 * @param waitingMax how many requests may wait at once
 * @param expectedWaitMax a request that can be expected to wait for longer than this is refused at once, see {@link WaitingLine}
 */
@ConfigurationProperties("sluice")
public record ClientSettings(
        @Bindable(defaultValue = "ledger.") String topicPrefix,
        @Bindable(defaultValue = "10s") Duration replyTimeout,
        @Bindable(defaultValue = "10000") int waitingMax,
        @Bindable(defaultValue = "250ms") Duration expectedWaitMax) {}
