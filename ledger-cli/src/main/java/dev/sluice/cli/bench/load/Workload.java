package dev.sluice.cli.bench.load;

import java.util.List;
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
        var fields = work.value().fields();
        var amount = work.amount();
        return switch (work.kind()) {
            case PARTICIPANTS -> number -> participant(crowd, accounts, of(number, crowd));
            case CREDITS ->
                number -> new Call(
                        "credit", accounts[of(number, crowd)], amount, List.of(), fields + "," + amountField(amount));
            case HOLDS_AND_RELEASES -> number -> holdOrRelease(number, accounts, amount, fields);
            case PAIRS -> number -> pair(number, accounts, amount, fields);
            case PAIRS_ACROSS -> {
                var partitions = partitions(accounts, crowd.partitions());
                yield number -> pairAcross(number, accounts, partitions, amount, fields);
            }
            case HUNDREDS -> number -> hundred(number, accounts, amount, fields);
        };
    }

    private static int of(long number, Work.Crowd crowd) {
        return (int) (number % crowd.size());
    }

    private static Call participant(Work.Crowd crowd, String[] accounts, int number) {
        return new Call(
                "put_participant",
                accounts[number],
                "0",
                List.of(),
                "\"external_id\":\"" + crowd.externalId(number) + "\"");
    }

    /** A pass over all accounts holds, and the next releases what the pass before it held. */
    private static Call holdOrRelease(long number, String[] accounts, String amount, String fields) {
        var account = accounts[(int) (number % accounts.length)];
        var isHold = number / accounts.length % 2 == 0;
        var hold = isHold ? number : number - accounts.length;
        return new Call(
                isHold ? "hold" : "release",
                account,
                amount,
                List.of(),
                fields + "," + amountField(amount) + ",\"reference_id\":\"h" + hold + "\"");
    }

    private static Call pair(long number, String[] accounts, String amount, String fields) {
        var random = new SplittableRandom(number);
        var from = random.nextInt(accounts.length);
        var to = (from + 1 + random.nextInt(accounts.length - 1)) % accounts.length;
        return transfer(accounts[from], amount, List.of(accounts[to]), fields);
    }

    private static Call pairAcross(long number, String[] accounts, int[] partitions, String amount, String fields) {
        var random = new SplittableRandom(number);
        var from = random.nextInt(accounts.length);
        var to = random.nextInt(accounts.length);
        while (partitions[to] == partitions[from]) {
            to = random.nextInt(accounts.length);
        }
        return transfer(accounts[from], amount, List.of(accounts[to]), fields);
    }

    private static Call hundred(long number, String[] accounts, String amount, String fields) {
        var from = new SplittableRandom(number).nextInt(accounts.length);
        var recipients = IntStream.rangeClosed(1, RECIPIENTS)
                .mapToObj(next -> accounts[(from + next) % accounts.length])
                .toList();
        return transfer(accounts[from], amount, recipients, fields);
    }

    private static Call transfer(String from, String amount, List<String> to, String fields) {
        var recipients = to.stream()
                .map(account -> "{" + amountField(amount) + ",\"participant_id\":\"" + account + "\"}")
                .collect(Collectors.joining(","));
        return new Call("transfer", from, amount, to, fields + ",\"recipients\":[" + recipients + "]");
    }

    private static String amountField(String amount) {
        return "\"amount\":\"" + amount + "\"";
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
