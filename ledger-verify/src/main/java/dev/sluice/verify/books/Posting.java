package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** A signed amount at one place. */
record Posting(
        Optional<UUID> account, Side side, UUID asset, BigDecimal amount, Optional<UUID> lot, Optional<UUID> hold) {

    static Posting of(JsonNode tree) throws UnreadableException {
        var account = Trees.optionalId(tree, "account_id");
        var system = Trees.optionalText(tree, "system_account");
        var bucket = Trees.optionalText(tree, "bucket");
        if (account.isPresent() == system.isPresent() || account.isPresent() != bucket.isPresent()) {
            throw new UnreadableException("a posting on an account's bucket or on a system account", tree.toString());
        }
        var side = sideOf(account.isPresent() ? bucket.orElseThrow() : system.orElseThrow());
        if (side.isOfAccount() != account.isPresent()) {
            throw new UnreadableException("a bucket of an account, or a system account", tree.toString());
        }
        var posting = new Posting(
                account,
                side,
                Trees.id(tree, "asset_id"),
                Trees.amount(tree, "amount"),
                Trees.optionalId(tree, "lot_id"),
                Trees.optionalId(tree, "hold_id"));
        if ((side == Side.HELD) != posting.hold().isPresent()) {
            throw new UnreadableException("a hold where the bucket is HELD, and nowhere else", tree.toString());
        }
        if (posting.amount().signum() == 0) {
            throw new UnreadableException("an amount that is not zero", tree.toString());
        }
        return posting;
    }

    private static Side sideOf(String name) throws UnreadableException {
        for (var side : Side.values()) {
            if (side.name().equals(name)) {
                return side;
            }
        }
        throw new UnreadableException("a bucket or a system account", name);
    }

    boolean comesIn() {
        return amount.signum() > 0;
    }

    boolean isOn(UUID other) {
        return account.isPresent() && account.get().equals(other);
    }
}
