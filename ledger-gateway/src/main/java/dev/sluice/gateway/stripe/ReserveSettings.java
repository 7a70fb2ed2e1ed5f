package dev.sluice.gateway.stripe;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The settings of the dialect.
 *
 * @param platformAccount the participant, by id or external id, whose reserves a call without {@code Stripe-Account} is about;
 *     empty for none
 */
@ConfigurationProperties("sluice.reserves")
public record ReserveSettings(@Bindable(defaultValue = "") String platformAccount) {}
