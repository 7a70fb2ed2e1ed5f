package dev.sluice.cli.torture.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The knowledge of all callers: the keys that they used, what they were told about each, and what of it is not as it must be. */
public final class Outcomes {

    private static final int TOLD_MAX = 50;

    private final Map<String, Call> open = new ConcurrentHashMap<>();
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final AtomicLong violationsCount = new AtomicLong();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> operations = new ConcurrentSkipListMap<>();

    /**
     * The answer to a key, as its caller remembers it.
     *
     * @param mayBeUnbooked where it was accepted, and may have been so already
     * @param hash of what must be the same each time
     */
    public record Told(boolean accepted, boolean mayBeUnbooked, String hash) {}

    /** Before its first attempt. */
    void offered(Call call) {
        count("offered");
        count(operations, call.operation());
        call.key().ifPresent(key -> open.put(key, call));
    }

    void count(String name) {
        count(counts, name);
    }

    private static void count(Map<String, LongAdder> of, String name) {
        of.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    /** Every answer that is not to be repeated, the first of a key and each later one. */
    void answered(Call call, Answer answer) {
        if (call.key().isEmpty()) {
            count("questions answered");
            return;
        }
        var key = call.key().get();
        var now = new Told(answer.isAccepted(), call.mayChangeNothing(), hash(answer.lasting()));
        var before = told.putIfAbsent(key, now);
        if (before != null) {
            count("answered again");
            // A malformed request is not remembered: it is refused anew, perhaps for another of its faults.
            if (!before.equals(now) && answer.status() != 400) {
                violation("the key %s was answered otherwise before: now %s".formatted(key, answer.lasting()));
            }
            return;
        }
        open.remove(key);
        count(answer.isAccepted() ? "accepted" : "refused");
        if (!answer.isAccepted()) {
            count(refusals, answer.code());
        }
    }

    void fault(Call call, Answer answer) {
        violation("%s was answered with the fault %d %s".formatted(call.operation(), answer.status(), answer.body()));
    }

    public void violation(String what) {
        violationsCount.incrementAndGet();
        synchronized (violations) {
            if (violations.size() < TOLD_MAX) {
                violations.add(what);
            }
        }
    }

    /** The calls whose outcome is not known. */
    Collection<Call> open() {
        return List.copyOf(open.values());
    }

    public Map<String, Told> told() {
        return told;
    }

    public int unanswered() {
        return open.size();
    }

    public SortedMap<String, Long> counts() {
        return sums(counts);
    }

    public SortedMap<String, Long> refusals() {
        return sums(refusals);
    }

    public SortedMap<String, Long> operations() {
        return sums(operations);
    }

    public long violationsCount() {
        return violationsCount.get();
    }

    /** The first of them. */
    public List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> of) {
        var sums = new TreeMap<String, Long>();
        of.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
