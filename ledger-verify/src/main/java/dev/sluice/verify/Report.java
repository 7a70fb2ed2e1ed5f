package dev.sluice.verify;

import dev.sluice.verify.books.Books;
import dev.sluice.verify.live.StoresComparison;
import dev.sluice.verify.talk.Conversations;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The result of a verification.
 *
 * @param onTheWay requests that several partitions book, and have not finished
 * @param transit SYSTEM_TRANSIT, summed over all partitions, by asset; nothing where it is zero
 * @param stores what came of the comparison with the live answers, where there was one
 * @param repliesSince the time from which on replies were compared, where older ones were deleted
 */
public record Report(
        long entries,
        long accounts,
        long requests,
        long replies,
        long undertakings,
        long onTheWay,
        long unanswered,
        Map<UUID, BigDecimal> transit,
        OptionalLong repliesSince,
        Optional<StoresComparison.Result> stores,
        Findings findings) {

    static Report of(
            Books books,
            Conversations conversations,
            Findings findings,
            long repliesSince,
            Optional<StoresComparison.Result> stores) {
        return new Report(
                books.entries(),
                books.owners().all().size(),
                conversations.requests(),
                conversations.replies(),
                books.undertakings().count(),
                books.undertakings().onTheWay(),
                conversations.unanswered(),
                books.undertakings().transit(),
                repliesSince == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(repliesSince),
                stores,
                findings);
    }

    public boolean isProven() {
        return findings.count() == 0;
    }
}
