package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account.Kind;
import dev.sluice.verify.books.Booking.PotKey;
import dev.sluice.verify.books.Booking.Touched;
import dev.sluice.verify.log.LogRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** The books of a ledger: the fold of the journals of all partitions. */
public final class Books {

    private final Findings findings;
    private final long retention;
    private final Partitioning partitioning;
    private final List<Chain> chains = new ArrayList<>();
    private final Catalogue catalogue;
    private final Owners owners;
    private final Undertakings undertakings;
    private final Reversals reversals;
    private final Reserves reserves;
    private final EntryForm form;

    /** The lots of which nothing is left, the first to be forgotten first. */
    private final Deque<Ended> ended = new ArrayDeque<>();

    private record Ended(Pot pot, Lot lot, long at) {}

    /** @param retention how long the ledger keeps finished lots, debits and releases known, in milliseconds */
    public Books(int partitions, long retention, Findings findings) {
        this.findings = findings;
        this.retention = retention;
        this.partitioning = new Partitioning(partitions);
        for (var partition = 0; partition < partitions; partition++) {
            chains.add(new Chain(findings));
        }
        this.catalogue = new Catalogue(partitions, findings);
        this.owners = new Owners(findings);
        this.undertakings = new Undertakings(findings);
        this.reversals = new Reversals(findings, retention);
        this.reserves = new Reserves(findings, retention);
        this.form = new EntryForm(findings, partitioning, catalogue);
    }

    /** Books a record of the journal. Empty where it is none. */
    public Optional<Booked> read(LogRecord record) {
        try {
            return Optional.of(book(record));
        } catch (UnreadableException unreadable) {
            findings.add(Rule.FORM, record.place(), unreadable.expected(), unreadable.found());
            return Optional.empty();
        }
    }

    private Booked book(LogRecord record) throws UnreadableException {
        var chain = chains.get(record.partition());
        JsonNode link;
        try {
            link = Trees.object(record.value());
        } catch (UnreadableException noLink) {
            chain.hash(record.value());
            throw noLink;
        }
        chain.read(record, link);
        findings.unless(
                link.path("type").asText().equals("journal_record")
                        && link.path("version").asInt() == 1
                        && link.path("partition").isInt()
                        && link.path("partition").intValue() == record.partition(),
                Rule.FORM,
                record.place(),
                "a journal_record of version 1, of this partition",
                "a %s of version %s, of partition %s"
                        .formatted(link.path("type"), link.path("version"), link.path("partition")));
        var entry = Entry.of(record.place(), link.path("entry"));
        chain.time(record, entry.at());
        findings.unless(
                record.key() != null
                        && Arrays.equals(
                                record.key(), entry.account().toString().getBytes(StandardCharsets.US_ASCII)),
                Rule.FORM,
                record.place(),
                () -> "the account as key, " + entry.account(),
                record.key() == null ? "none" : new String(record.key(), StandardCharsets.UTF_8));
        return book(entry);
    }

    private Booked book(Entry entry) throws UnreadableException {
        catalogue.read(entry);
        var isAtHome = form.isAtHome(entry);
        owners.read(entry, isAtHome);
        form.check(entry);
        undertakings.read(entry);
        if (isAtHome) {
            reversals.read(entry);
        }
        var booking = new Booking(findings, entry);
        open(entry, booking);
        for (var posting : entry.postings()) {
            if (posting.account().isPresent()) {
                booking.post(touch(booking, posting.account().get(), posting.asset()), posting);
            }
        }
        booking.check();
        reserves.read(entry, booking.leftReserves(), booking.openedReserves());
        booking.touched().values().forEach(touched -> end(touched, entry.at()));
        forget(entry.at());
        return new Booked(entry, isAtHome, left(entry), booking.overdraws(), reversals.leftAfter(entry));
    }

    private void open(Entry entry, Booking booking) throws UnreadableException {
        for (var fact : entry.facts("lot_opened")) {
            var lot = new Lot(
                    Trees.id(fact, "lot_id"),
                    positive(fact),
                    Trees.time(fact, "created_at"),
                    Trees.optionalTime(fact, "expires_at"),
                    Trees.optionalTime(fact, "matures_at"),
                    Trees.optionalText(fact, "reference_id"));
            findings.unless(
                    fact.path("origin").asText().equals(entry.type().name()),
                    Rule.LOT,
                    entry.place(),
                    () -> "the origin " + entry.type(),
                    fact.path("origin"));
            booking.open(
                    touch(booking, entry.accountOf(fact), Trees.id(fact, "asset_id")),
                    lot,
                    fact.path("sequence").asLong(-1));
        }
        for (var fact : entry.facts("hold_opened")) {
            var hold = new Hold(
                    positive(fact), Trees.text(fact, "origin"), entry.id(), Trees.optionalTime(fact, "expires_at"));
            findings.unless(
                    hold.isOfReserve() || hold.origin.equals(entry.type().name()),
                    Rule.HOLD,
                    entry.place(),
                    () -> "the origin %s or RESERVE".formatted(entry.type()),
                    hold.origin);
            findings.unless(
                    entry.program().isEmpty() || entry.program().get().equals(Trees.id(fact, "program_id")),
                    Rule.HOLD,
                    entry.place(),
                    "the entry's program",
                    fact.path("program_id"));
            booking.open(
                    touch(booking, entry.accountOf(fact), Trees.id(fact, "asset_id")), Trees.id(fact, "hold_id"), hold);
        }
    }

    private static BigDecimal positive(JsonNode fact) throws UnreadableException {
        var amount = Trees.amount(fact, "amount");
        if (amount.signum() <= 0) {
            throw new UnreadableException("an amount above zero", amount.toPlainString());
        }
        return amount;
    }

    private Touched touch(Booking booking, UUID id, UUID asset) throws UnreadableException {
        var partition = booking.entry().place().partition();
        var account = owners.find(id)
                .orElseThrow(() -> new UnreadableException("an account that was made before", id.toString()));
        var known = catalogue
                .asset(partition, asset)
                .orElseThrow(() -> new UnreadableException("an asset that the partition knows", asset.toString()));
        var hasLots = known.path("inventory_mode").asText().equals("LOT") && account.kind() != Kind.PROGRAM;
        return booking.touch(new PotKey(id, asset), account.pots().computeIfAbsent(asset, unseen -> new Pot(hasLots)));
    }

    private void end(Touched touched, long at) {
        for (var lot : touched.lots().values()) {
            if (lot.isOver()) {
                ended.add(new Ended(touched.pot(), lot, at));
            }
        }
    }

    /** Nothing comes back to a lot that the ledger has forgotten. */
    private void forget(long at) {
        while (!ended.isEmpty() && ended.getFirst().at() + retention < at) {
            var first = ended.removeFirst();
            if (first.lot().isOver()) {
                first.pot().forget(first.lot());
            }
        }
    }

    private Optional<Buckets> left(Entry entry) {
        return entry.asset()
                .map(asset -> owners.find(entry.account())
                        .flatMap(account -> Optional.ofNullable(account.pots().get(asset)))
                        .map(Pot::buckets)
                        .orElse(Buckets.EMPTY));
    }

    /** At the end: what began before this time is settled. */
    public void checkEnd(long settledBefore) {
        undertakings.checkEnd(settledBefore);
        catalogue.checkEnd(partitioning, settledBefore);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Owners owners() {
        return owners;
    }

    public Undertakings undertakings() {
        return undertakings;
    }

    public long entries() {
        return lengths().sum();
    }

    /** How many links each partition's chain has. */
    public LongStream lengths() {
        return chains.stream().mapToLong(Chain::length);
    }
}
