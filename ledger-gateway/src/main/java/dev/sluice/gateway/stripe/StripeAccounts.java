package dev.sluice.gateway.stripe;

import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.value.AccountId;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The account that a call is about: the participant that {@code Stripe-Account} names by its id or by the caller's own name of
 * it, which is {@code external_id}; without the header, the platform's account.
 */
@Singleton
final class StripeAccounts {

    static final String HEADER = "Stripe-Account";

    private final ReserveSettings settings;

    StripeAccounts(ReserveSettings settings) {
        this.settings = settings;
    }

    /**
     * The account of a call.
     *
     * @throws IllegalArgumentException where neither the header nor the settings name one
     */
    AccountId of(HttpRequest<?> http) {
        var values = http.getHeaders().getAll(HEADER);
        if (values.size() > 1) {
            throw new IllegalArgumentException("Expected one Stripe-Account header, but got " + values.size());
        }
        return accountOf(values.isEmpty() ? platform() : values);
    }

    private List<String> platform() {
        if (settings.platformAccount().isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a Stripe-Account header with a participant's id or external_id,"
                            + " since this node has no account for calls without (its setting"
                            + " sluice.reserves.platform-account)");
        }
        return List.of(settings.platformAccount());
    }

    private static AccountId accountOf(List<String> one) {
        var name = one.getFirst();
        try {
            return AccountId.parse(name);
        } catch (IllegalArgumentException notAnId) {
            var length = name.codePointCount(0, name.length());
            if (length < 1 || length > PutParticipant.EXTERNAL_ID_LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "Expected a participant's id, or its external_id of 1 to %d characters, but got %d"
                                .formatted(PutParticipant.EXTERNAL_ID_LENGTH_MAX, length),
                        notAnId);
            }
            return AccountId.ofParticipant(name);
        }
    }
}
