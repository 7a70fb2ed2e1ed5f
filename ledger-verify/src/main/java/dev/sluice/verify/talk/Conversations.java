package dev.sluice.verify.talk;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Booked;
import dev.sluice.verify.books.Partitioning;
import dev.sluice.verify.books.Undertakings;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import dev.sluice.verify.talk.RememberedKeys.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests, what was booked of them, and what their callers were told. What belongs together is met at about the same time,
 * but in any order, so a conversation is kept until nothing of it is open, and then only hashes are.
 */
public final class Conversations {

    private final Findings findings;
    private final Undertakings undertakings;
    private final Partitioning partitioning;
    private final Era era;
    private final RememberedKeys keys;
    private final Map<Name, Conversation> open = new HashMap<>();
    private final Set<Place> unreadable = new HashSet<>();
    private final Set<Place> deadLetters = new HashSet<>();
    private long requests;
    private long replies;

    /** @param retention how long keys are remembered, in milliseconds */
    public Conversations(
            Findings findings, Undertakings undertakings, Partitioning partitioning, Era era, long retention) {
        this.partitioning = partitioning;
        this.findings = findings;
        this.undertakings = undertakings;
        this.era = era;
        this.keys = new RememberedKeys(retention);
    }

    public void asked(LogRecord record) {
        requests++;
        if (!era.isFollowed(record.timestamp())) {
            return;
        }
        try {
            var tree = Trees.object(record.value());
            var name = new Name(Trees.id(tree, "account_id"), Trees.text(tree, "idempotency_key"));
            if (!isKey(record.key(), name.account())) {
                throw new UnreadableException(
                        "the account as key", name.account().toString());
            }
            asked(name, Asked.of(record, tree));
        } catch (UnreadableException noRequest) {
            // The ledger puts it aside, and tells its sender where it can.
            unreadable.add(record.place());
        }
    }

    private static boolean isKey(byte @Nullable [] key, UUID account) {
        return key != null && Arrays.equals(key, account.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void asked(Name name, Asked asked) throws UnreadableException {
        var conversation = conversation(name);
        conversation.asked.add(asked);
        for (var early : List.copyOf(conversation.unasked)) {
            if (early.requestId().equals(asked.requestId())) {
                conversation.unasked.remove(early);
                answer(conversation, early);
            }
        }
        endIfOver(name, conversation);
    }

    private Conversation conversation(Name name) {
        return open.computeIfAbsent(name, unseen -> new Conversation());
    }

    private void endIfOver(Name name, Conversation conversation) {
        if (conversation.isOver()) {
            open.remove(name);
        }
    }

    /** An entry on the partition of its account. */
    public void booked(Booked booked) {
        var entry = booked.entry();
        if (entry.key().isEmpty() || !booked.isAtHome()) {
            return;
        }
        try {
            booked(new Name(entry.account(), entry.key().get()), booked);
        } catch (UnreadableException unreadable) {
            findings.add(Rule.REQUEST, entry.place(), unreadable.expected(), unreadable.found());
        }
    }

    private void booked(Name name, Booked booked) throws UnreadableException {
        var entry = booked.entry();
        checkBookedOnce(name, booked);
        if (!era.isFollowed(entry.at())) {
            return;
        }
        var conversation = conversation(name);
        conversation.booked.add(booked);
        for (var early : List.copyOf(conversation.untrue)) {
            if (early.told().entry().equals(Optional.of(entry.id()))) {
                conversation.untrue.remove(early);
                checkSays(conversation, early, entry.id());
            }
        }
        endIfOver(name, conversation);
    }

    private void checkBookedOnce(Name name, Booked booked) {
        var entry = booked.entry();
        var hash = name.hash();
        var id = Name.hash(entry.id().toString().getBytes(StandardCharsets.US_ASCII));
        var known = keys.find(hash, entry.at());
        if (known.entry() != 0) {
            // A request that others take part in is booked in steps, under one id.
            var isNextStep = known.entry() == id
                    && Optional.ofNullable(open.get(name)).stream()
                            .flatMap(conversation -> conversation.booked.stream())
                            .anyMatch(before -> before.entry().type().isSettingAside())
                    && !entry.type().isSettingAside();
            findings.unless(
                    isNextStep || (known.entry() == id && !era.isFollowed(entry.at())),
                    Rule.ONCE,
                    entry.place(),
                    () -> name + " to be booked once",
                    "it booked again, a " + entry.type());
        }
        keys.put(hash, new Outcome(id, known.reply()), entry.at());
    }

    public void replied(LogRecord record) {
        replies++;
        try {
            var told = Told.of(record);
            checkHeaders(record, told);
            var conversation = conversation(told.name());
            if (conversation.askedOf(told).isPresent()) {
                answer(conversation, told);
            } else {
                conversation.unasked.add(told);
            }
            endIfOver(told.name(), conversation);
        } catch (UnreadableException unreadableReply) {
            findings.add(Rule.REPLY, record.place(), unreadableReply.expected(), unreadableReply.found());
        }
    }

    private void checkHeaders(LogRecord record, Told told) {
        findings.unless(
                isKey(record.key(), told.name().account()),
                Rule.REPLY,
                told.place(),
                "the account as key",
                told.name().account());
        var headers = record.headers();
        findings.unless(
                told.name().key().equals(headers.get("idempotency-key"))
                        && told.status().equals(headers.get("status")),
                Rule.REPLY,
                told.place(),
                () -> "headers that say %s and %s".formatted(told.name().key(), told.status()),
                headers);
    }

    private void answer(Conversation conversation, Told told) throws UnreadableException {
        var asked = conversation.askedOf(told).orElseThrow();
        conversation.asked.remove(asked);
        var partition = asked.replyPartition(
                partitioning.partitions(), partitioning.of(told.name().account()));
        findings.unless(
                partition == told.place().partition(),
                Rule.REPLY,
                told.place(),
                () -> "to be on partition %d, as %s has it".formatted(partition, asked.place()),
                told.place().partition());
        if (!asked.isTakenThere()) {
            findings.unless(
                    told.kind().equals("wrong_topic"),
                    Rule.REPLY,
                    told.place(),
                    () -> "wrong_topic, as %s has it".formatted(asked.place()),
                    told.kind());
        }
        if (asked.isQuestion() || !told.isOutcome()) {
            findings.unless(
                    !told.isReplayed(), Rule.REPLY, told.place(), "a new answer to what is not remembered", "a replay");
            return;
        }
        var hash = told.name().hash();
        var known = keys.find(hash, told.at());
        if (told.isReplayed()) {
            if (known.reply() == 0 && era.isWhole()) {
                conversation.early.add(told);
            } else if (known.reply() == 0) {
                // The first was deleted, so this stands for it.
                keys.put(hash, new Outcome(known.entry(), told.hash()), told.at());
            } else {
                checkReplay(told, known.reply());
            }
            return;
        }
        findings.unless(
                known.reply() == 0,
                Rule.ONCE,
                told.place(),
                () -> told.name() + " to have one outcome",
                "it was decided again");
        keys.put(hash, new Outcome(known.entry(), told.hash()), told.at());
        conversation.early.forEach(replay -> checkReplay(replay, told.hash()));
        conversation.early.clear();
        checkOutcome(conversation, new Answered(asked, told));
    }

    private void checkReplay(Told replay, long hash) {
        findings.unless(
                replay.hash() == hash,
                Rule.ONCE,
                replay.place(),
                () -> "the bytes of the first reply to the " + replay.name(),
                "others: a %s".formatted(replay.kind()));
    }

    private void checkOutcome(Conversation conversation, Answered answered) throws UnreadableException {
        var told = answered.told();
        var entry = told.entry();
        if (!told.isCompleted()) {
            // Anything else that was booked is not what this tells of, and waits for its own reply.
            var nothing = idsOf(conversation, booked -> booked.entry().type().isRestoring());
            var steps = stepsOf(conversation, nothing);
            for (var step : steps) {
                ReplyRule.checkRefusal(findings, told, step.entry());
            }
            settle(conversation, answered, steps);
        } else if (entry.isPresent()) {
            checkSays(conversation, answered, entry.get());
        } else {
            var things = idsOf(conversation, booked -> ReplyRule.tells(told, booked.entry()));
            var steps = stepsOf(conversation, things);
            for (var booked : steps) {
                ReplyRule.check(findings, told, booked);
            }
            settle(conversation, answered, steps);
        }
    }

    private static Set<UUID> idsOf(Conversation conversation, Predicate<Booked> which) {
        return conversation.booked.stream()
                .filter(which)
                .map(booked -> booked.entry().id())
                .collect(Collectors.toSet());
    }

    private static List<Booked> stepsOf(Conversation conversation, Set<UUID> ids) {
        return conversation.booked.stream()
                .filter(booked -> ids.contains(booked.entry().id()))
                .toList();
    }

    private void checkSays(Conversation conversation, Answered answered, UUID entry) throws UnreadableException {
        var told = answered.told();
        var steps = stepsOf(conversation, Set.of(entry));
        if (steps.isEmpty()) {
            conversation.untrue.add(answered);
            return;
        }
        ReplyRule.check(findings, told, steps.getLast());
        if (told.kind().equals("transferred")) {
            undertakings.answered(entry);
            for (var step : steps) {
                ReplyRule.checkTransfer(findings, told, step.entry());
            }
        }
        findings.unless(
                steps.stream().noneMatch(step -> step.entry().type().isRestoring()),
                Rule.REPLY,
                told.place(),
                "a refusal of what came to nothing",
                told.kind());
        settle(conversation, answered, steps);
    }

    /** What was booked and told is compared with what was asked for, and then it is over. */
    private void settle(Conversation conversation, Answered answered, List<Booked> steps) throws UnreadableException {
        for (var step : steps) {
            for (var difference : RequestRule.differences(answered.asked(), step)) {
                findings.add(
                        Rule.REQUEST,
                        step.entry().place(),
                        "%s, as %s has it"
                                .formatted(
                                        difference.expected(), answered.asked().place()),
                        difference.found());
            }
        }
        conversation.booked.removeAll(steps);
    }

    public void putAside(LogRecord record) {
        var headers = record.headers();
        var topic = headers.getOrDefault("source-topic", "");
        var partition = headers.getOrDefault("source-partition", "");
        var offset = headers.getOrDefault("source-offset", "");
        if (!partition.matches("[0-9]{1,9}") || !offset.matches("[0-9]{1,18}") || topic.isEmpty()) {
            findings.add(Rule.FORM, record.place(), "headers that say where it comes from", headers);
        } else {
            requestsTopic(topic)
                    .ifPresent(source ->
                            deadLetters.add(new Place(source, Integer.parseInt(partition), Long.parseLong(offset))));
        }
    }

    private static Optional<LedgerTopic> requestsTopic(String name) {
        return Stream.of(LedgerTopic.REQUESTS, LedgerTopic.REQUESTS_WRITE)
                .filter(topic -> name.endsWith("." + topic.name("")))
                .findFirst();
    }

    /** At the end: what began before this time is settled, and what is open of it is missing. */
    public void checkEnd(long settledBefore) {
        for (var place : unreadable) {
            findings.unless(
                    deadLetters.contains(place), Rule.REPLY, place, "a dead letter of what is no request", "none");
        }
        open.forEach((name, conversation) -> checkEnd(name, conversation, settledBefore));
    }

    private void checkEnd(Name name, Conversation conversation, long settledBefore) {
        for (var asked : conversation.asked) {
            findings.unless(
                    asked.at() >= settledBefore || !era.isReplyThere(asked.at()) || deadLetters.contains(asked.place()),
                    Rule.REPLY,
                    asked.place(),
                    () -> "a reply to the %s of %s".formatted(asked.type(), name),
                    "none");
        }
        for (var booked : conversation.booked) {
            var isToldAbove = !conversation.asked.isEmpty();
            findings.unless(
                    isToldAbove
                            || booked.entry().at() >= settledBefore
                            || !era.isAllThere(booked.entry().at()),
                    Rule.REPLY,
                    booked.entry().place(),
                    () -> "a request with the %s, and its reply".formatted(name),
                    "none");
        }
        conversation.untrue.forEach(answered -> unlessYoung(
                answered.told(),
                settledBefore,
                "an entry of the journal with the id that it tells",
                answered.told().content()));
        conversation.unasked.forEach(told -> unlessYoung(told, settledBefore, "a request with the " + name, "none"));
        conversation.early.forEach(told -> unlessYoung(told, settledBefore, "a first reply to the " + name, "none"));
    }

    private void unlessYoung(Told told, long settledBefore, String expected, Object found) {
        findings.unless(
                told.at() >= settledBefore || !era.isAllThere(told.at()), Rule.REPLY, told.place(), expected, found);
    }

    /** How many requests are on their way. */
    public long unanswered() {
        return open.values().stream()
                .mapToLong(conversation -> conversation.asked.size())
                .sum();
    }

    public long requests() {
        return requests;
    }

    public long replies() {
        return replies;
    }

    public long keys() {
        return keys.size();
    }
}
