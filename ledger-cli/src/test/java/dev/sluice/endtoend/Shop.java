package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;

import com.stripe.exception.StripeException;
import com.stripe.model.reserve.Hold;
import com.stripe.model.reserve.Release;
import com.stripe.net.RequestOptions;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A participant who has 1000.00 of a currency of its own, and Stripe's Java client, which acts for it. */
record Shop(LedgerUnderTest ledger, Value value, AccountId account, ReserveClient client) {

    static Shop open(LedgerUnderTest ledger) {
        var value = ledger.caller().newValue(InventoryMode.LOT);
        var account = ledger.caller().newParticipantWith(value, "600.00", "400.00");
        return new Shop(
                ledger,
                value,
                account,
                new ReserveClient(options(ledger, account).build()));
    }

    /** How its client is set up, to be set up otherwise. */
    RequestOptions.RequestOptionsBuilder options() {
        return options(ledger, account);
    }

    private static RequestOptions.RequestOptionsBuilder options(LedgerUnderTest ledger, AccountId account) {
        return RequestOptions.builder()
                .setBaseUrl(ledger.uri().toString().replaceAll("/$", ""))
                .setApiKey(LedgerUnderTest.API_KEY)
                .setStripeAccount(account.toString())
                .setMaxNetworkRetries(0);
    }

    String currency() {
        return value.symbol().toLowerCase(Locale.ROOT);
    }

    /** AVAILABLE/HELD. */
    String balance() {
        return ledger.caller().balance(account, value);
    }

    /** What makes a hold of this amount, to which more may be put. */
    Map<String, Object> holdOf(long amount, long releaseAfter) {
        var parameters = new HashMap<String, Object>();
        parameters.put("amount", amount);
        parameters.put("currency", currency());
        parameters.put("release_schedule", Map.of("release_after", releaseAfter));
        return parameters;
    }

    Hold newHold(long amount) throws StripeException {
        return client.createHold(holdOf(amount, inDays(30)));
    }

    Release release(Hold hold, long amount) throws StripeException {
        return client.createRelease(Map.of("reserve_hold", hold.getId(), "amount", amount));
    }

    /** Value comes in, as the charge of this name. */
    void charge(String amount, String name) {
        ok(ledger.caller()
                .operate(
                        account,
                        "adjust",
                        operation(value)
                                .put("type", "CREDIT")
                                .put("amount", amount)
                                .put("source_charge", name)));
    }

    /** Unix seconds. */
    static long inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days)).getEpochSecond();
    }
}
