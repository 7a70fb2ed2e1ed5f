package dev.sluice.verify;

import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Booked;
import dev.sluice.verify.books.Books;
import dev.sluice.verify.books.Partitioning;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.live.StoresComparison;
import dev.sluice.verify.log.LedgerLog;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.talk.Conversations;
import dev.sluice.verify.talk.Era;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/** The verification of a ledger: reads its topics to their end and checks what they say. */
public final class Verification {

    /** The ledger forgets when it comes to it, which may be later than it could. */
    private static final int KEPT_LONGER = 2;

    private final LedgerLog log;
    private final Settings settings;
    private final Findings findings;
    private final Books books;
    private final Conversations conversations;
    private LongConsumer progress = steps -> {};

    /** The accounts that were touched since this was last emptied. */
    private final Set<UUID> touched = new HashSet<>();

    private boolean isAsking;

    /**
     * The settings of a ledger that its auditor has to know, and how much it tells.
     *
     * @param outcomeRetention how long it remembers keys
     * @param finishedRetention how long it keeps finished lots, debits and releases known
     * @param patience what began longer ago than this must have ended
     * @param toldMax how many violations of each rule are told
     */
    public record Settings(Duration outcomeRetention, Duration finishedRetention, Duration patience, int toldMax) {

        public static final Settings DEFAULT =
                new Settings(Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10), 20);
    }

    public Verification(LedgerLog log, Settings settings) {
        this.log = log;
        this.settings = settings;
        this.findings = new Findings(settings.toldMax());
        this.books = new Books(
                log.partitions(), KEPT_LONGER * settings.finishedRetention().toMillis(), findings);
        var requestsSince = Math.max(log.wholeSince(LedgerTopic.REQUESTS), log.wholeSince(LedgerTopic.REQUESTS_WRITE));
        var era = new Era(requestsSince, log.wholeSince(LedgerTopic.REPLIES), Era.USUAL_MARGIN);
        this.conversations = new Conversations(
                findings,
                books.undertakings(),
                new Partitioning(log.partitions()),
                era,
                settings.outcomeRetention().toMillis());
    }

    /** Is told of each record that was read. */
    public Verification tell(LongConsumer listener) {
        progress = listener;
        return this;
    }

    /**
     * Reads to the end, and then on to where the topics end by then: what was seen to follow from something must have its cause
     * there.
     */
    public Report run(Instant now) {
        readAll();
        return end(now, Optional.empty());
    }

    /** The same, and compares what the ledger answers now with what was read. */
    public Report run(Instant now, LiveLedger ledger) {
        readAll();
        var comparison = new StoresComparison(ledger, findings, this::readOn, progress);
        return end(now, Optional.of(comparison.compare(books.owners().all())));
    }

    private void readAll() {
        log.read(this::read);
        log.extend();
        log.read(this::read);
        isAsking = true;
    }

    private Set<UUID> readOn() {
        touched.clear();
        log.extend();
        log.read(this::read);
        return touched;
    }

    private Report end(Instant now, Optional<StoresComparison.Result> stores) {
        var settledBefore = now.minus(settings.patience()).toEpochMilli();
        books.checkEnd(settledBefore);
        conversations.checkEnd(settledBefore);
        return Report.of(books, conversations, findings, log.wholeSince(LedgerTopic.REPLIES), stores);
    }

    private void read(LogRecord record) {
        switch (record.topic()) {
            case REQUESTS, REQUESTS_WRITE -> conversations.asked(record);
            case JOURNAL -> books.read(record).ifPresent(this::booked);
            case CATALOG -> published(record);
            case REPLIES -> conversations.replied(record);
            case DEAD_LETTERS -> conversations.putAside(record);
        }
        progress.accept(1);
    }

    private void booked(Booked booked) {
        conversations.booked(booked);
        if (isAsking) {
            booked.entry().touched().forEach(touched::add);
        }
    }

    private void published(LogRecord record) {
        try {
            books.catalogue().published(record);
        } catch (UnreadableException unreadable) {
            findings.add(Rule.CATALOGUE, record.place(), unreadable.expected(), unreadable.found());
        }
    }
}
