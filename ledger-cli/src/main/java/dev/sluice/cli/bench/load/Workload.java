package dev.sluice.cli.bench.load;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** The requests of one kind, by their numbers: the same number is the same request, in every round and every process. */
interface Workload {

    int RECIPIENTS = 100;

    Call call(long number);

    static Workload of(Work work) {
        var crowd = work.crowd();
        var accounts = accounts(crowd);
        var value = work.value().fields();
        var amount = "\"amount\":\"" + work.amount() + "\"";
        return switch (work.kind()) {
            case PARTICIPANTS ->
                number -> new Call(
                        "put_participant",
                        accounts[of(number, crowd)],
                        "\"external_id\":\"" + crowd.externalId(of(number, crowd)) + "\"");
            case CREDITS -> number -> new Call("credit", accounts[of(number, crowd)], value + "," + amount);
            case HOLDS_AND_RELEASES -> number -> holdOrRelease(number, accounts, value + "," + amount);
            case PAIRS -> number -> pair(number, accounts, value, amount);
            case PAIRS_ACROSS -> {
                var partitions = partitions(accounts, crowd.partitions());
                yield number -> pairAcross(number, accounts, partitions, value + ",\"recipients\":[{" + amount);
            }
            case HUNDREDS -> number -> hundred(number, accounts, value, amount);
        };
    }

    private static int of(long number, Work.Crowd crowd) {
        return (int) (number % crowd.size());
    }

    /** A pass over all accounts holds, and the next releases what the pass before it held. */
    private static Call holdOrRelease(long number, String[] accounts, String fields) {
        var account = accounts[(int) (number % accounts.length)];
        var isHold = number / accounts.length % 2 == 0;
        var hold = isHold ? number : number - accounts.length;
        return new Call(isHold ? "hold" : "release", account, fields + ",\"reference_id\":\"h" + hold + "\"");
    }

    private static Call pair(long number, String[] accounts, String value, String amount) {
        var random = new SplittableRandom(number);
        var from = random.nextInt(accounts.length);
        var to = (from + 1 + random.nextInt(accounts.length - 1)) % accounts.length;
        return new Call(
                "transfer",
                accounts[from],
                value + ",\"recipients\":[{" + amount + ",\"participant_id\":\"" + accounts[to] + "\"}]");
    }

    private static Call pairAcross(long number, String[] accounts, int[] partitions, String fields) {
        var random = new SplittableRandom(number);
        var from = random.nextInt(accounts.length);
        var to = random.nextInt(accounts.length);
        while (partitions[to] == partitions[from]) {
            to = random.nextInt(accounts.length);
        }
        return new Call("transfer", accounts[from], fields + ",\"participant_id\":\"" + accounts[to] + "\"}]");
    }

    private static Call hundred(long number, String[] accounts, String value, String amount) {
        var from = new SplittableRandom(number).nextInt(accounts.length);
        var recipients = IntStream.rangeClosed(1, RECIPIENTS)
                .mapToObj(next ->
                        "{" + amount + ",\"participant_id\":\"" + accounts[(from + next) % accounts.length] + "\"}")
                .collect(Collectors.joining(","));
        return new Call("transfer", accounts[from], value + ",\"recipients\":[" + recipients + "]");
    }

    private static String[] accounts(Work.Crowd crowd) {
        return IntStream.range(0, crowd.size())
                .mapToObj(number -> crowd.account(number).toString())
                .toArray(String[]::new);
    }

    private static int[] partitions(String[] accounts, int partitions) {
        var of = IntStream.range(0, accounts.length)
                .map(at -> Utils.toPositive(Utils.murmur2(Utils.utf8(accounts[at]))) % partitions)
                .toArray();
        if (IntStream.of(of).distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "Expected accounts on at least two partitions, but all %d are on one".formatted(accounts.length));
        }
        return of;
    }
}
