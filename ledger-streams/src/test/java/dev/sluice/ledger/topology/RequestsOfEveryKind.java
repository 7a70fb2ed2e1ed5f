package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The requests that together lead to every type of entry, as another service writes them: in JSON, with headers of its own. */
final class RequestsOfEveryKind implements AutoCloseable {

    private static final AccountId BOB = AccountId.ofParticipant("bob");
    private static final AssetId CASH = AssetId.ofSymbol("CASH");

    final TestLedger ledger;
    private final int partitions;
    private final Map<String, String> headers;

    private RequestsOfEveryKind(int partitions, Map<String, String> headers) {
        this.ledger = TestLedger.of(partitions);
        this.partitions = partitions;
        this.headers = headers;
    }

    /** What one partition books alone. What is due is due after a day and after months. */
    static RequestsOfEveryKind onOnePartition(Map<String, String> headers) {
        var requests = new RequestsOfEveryKind(1, headers);
        requests.ofTheCatalogue();
        requests.ofOwnersAndWallets();
        requests.ofValue();
        requests.ofHolds();
        requests.ofReserves();
        requests.ofTomorrow();
        return requests;
    }

    /** What partitions book together. */
    static RequestsOfEveryKind acrossPartitions(Map<String, String> headers) {
        var requests = new RequestsOfEveryKind(4, headers);
        requests.ofTheCatalogue();
        requests.ofTransfers();
        requests.ofAWalletElsewhere();
        return requests;
    }

    @Override
    public void close() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        ledger.close();
    }

    /** What was booked since the last look, partition by partition. */
    List<JournalEntry> booked() {
        return IntStream.range(0, partitions)
                .mapToObj(ledger::journalRecords)
                .flatMap(List::stream)
                .map(link -> link.entry())
                .toList();
    }

    private void ofTheCatalogue() {
        ask(PROGRAM.account(), "the-program", "create_program", "'name':'Bonus'");
        ask(POINTS.account(), "make-points", "create_asset", asset("PTS", "UNLIMITED"));
        ask(CASH.account(), "make-cash", "create_asset", asset("CASH", "PREFUNDED"));
    }

    private void ofOwnersAndWallets() {
        ask(ANN, "make-ann", "put_participant", "'external_id':'ann'");
        ask(BOB, "make-bob", "put_participant", "'external_id':'bob'");
        var ann = "{'participant_id':'" + ANN + "','role':'ADMIN'}";
        var home = AccountId.ofGroup(TestRequests.key("make-home"));
        ask(home, "make-home", "create_group", "'name':'Home','members':[" + ann + "]");
        ask(PROGRAM.account(), "fund", "fund_wallet", ofAsset(CASH, "100.00"));
        ask(PROGRAM.account(), "burn", "burn_wallet", ofAsset(CASH, "10.00"));
    }

    private void ofValue() {
        ask(ANN, "earn", "credit", points("1000.00"));
        var spend = ask(ANN, "spend", "debit", points("10.00"));
        ask(ANN, "unspend", "reverse", points("4.00") + entry(spend));
        ask(ANN, "unspend-more", "reverse", points("1.00") + entry(spend));
        ask(ANN, "share", "transfer", points() + recipients("bob"));
    }

    private void ofHolds() {
        ask(ANN, "hold-1", "hold", points("20.00") + reference("order-1"));
        ask(ANN, "hold-2", "hold", points("5.00") + reference("order-1"));
        ask(ANN, "release", "release", points("22.00") + reference("order-1"));
        ask(ANN, "hold-3", "hold", points("10.00") + reference("order-2"));
        var capture = ask(ANN, "capture", "capture", points("12.00") + reference("order-2"));
        ask(ANN, "uncapture", "reverse", points("12.00") + entry(capture));
        ask(ANN, "hold-4", "hold", points("10.00") + reference("order-3"));
        ask(ANN, "forfeit", "forfeit", points("4.00") + ",'bucket':'HELD'" + reference("order-3"));
        ask(ANN, "spend-held", "debit", points("2.00") + ",'bucket':'HELD'" + reference("order-3"));
        ask(ANN, "forfeit-available", "forfeit", points("1.00") + ",'bucket':'AVAILABLE'");
        ask(ANN, "earn-held", "credit", points("7.00") + ",'bucket':'HELD'" + reference("order-4"));
        ask(ANN, "void", "void_hold", points() + reference("order-4"));
    }

    private void ofReserves() {
        var asset = "'asset_id':'" + POINTS + "'";
        ask(BOB, "plan", "create_reserve_plan", asset + ",'percent':10,'days_after_charge':30");
        ask(BOB, "charge", "credit", points("100.00") + ",'source_charge':'ch_1'");
        var refund = ",'source_transaction':{'type':'REFUND','id':'re_1','charge':'ch_1'}";
        ask(BOB, "refund", "debit", points("4.00") + refund);
        var terms = ",'smallest_units':4000,'release_after':'2024-07-20T12:00:00Z','source_type':'BANK_ACCOUNT'";
        var reserve = ask(BOB, "reserve", "create_reserve_hold", asset + terms);
        var hold = "'reserve_hold':'" + reserve.findValue("id").asText() + "'";
        ask(BOB, "reserve-for-longer", "update_reserve_hold", hold + ",'release_after':'2024-08-01T12:00:00Z'");
        ask(BOB, "release-reserve", "create_reserve_release", hold + "," + asset + ",'smallest_units':1500");
    }

    private void ofTomorrow() {
        ask(ANN, "hold-till-tomorrow", "hold", points("3.00") + ",'expires_at':'2024-06-02T12:00:00Z'");
        ask(ANN, "earn-till-tomorrow", "credit", points("2.00") + ",'expires_at':'2024-06-02T12:00:00Z'");
        ask(ANN, "earn-from-tomorrow", "credit", points("2.00") + ",'matures_at':'2024-06-02T12:00:00Z'");
    }

    private void ofTransfers() {
        for (var partition = 0; partition < partitions; partition++) {
            var name = nameOn(partition, 0);
            ask(AccountId.ofParticipant(name), "make-" + name, "put_participant", "'external_id':'" + name + "'");
        }
        ask(source(), "earn", "credit", points("100.00"));
        ask(source(), "share", "transfer", points() + recipients(nameOn(wallet(), 0), nameOn(elsewhere(), 0)));
        var refused = send(source(), "share-with-nobody", "transfer", points() + recipients(nameOn(elsewhere(), 1)));
        assertThat(refused.refusal()).isEqualTo("account_not_found");
    }

    private void ofAWalletElsewhere() {
        ask(PROGRAM.account(), "fund", "fund_wallet", ofAsset(CASH, "100.00"));
        ask(source(), "earn-cash", "credit", cash("50.00"));
        var spend = ask(source(), "spend-cash", "debit", cash("50.00"));
        ask(source(), "unspend-cash", "reverse", cash("10.00") + entry(spend));
        ask(PROGRAM.account(), "burn", "burn_wallet", ofAsset(CASH, "90.00"));
        var refused = send(source(), "unspend-too-much", "reverse", cash("10.00") + entry(spend));
        assertThat(refused.refusal()).isEqualTo("insufficient_program_funds");
    }

    /** Asks what is not refused. */
    private JsonNode ask(AccountId account, String key, String type, String fields) {
        var answer = send(account, key, type, fields);
        assertThat(answer.refusal()).as(key).isEqualTo("(not refused)");
        try {
            return LedgerMapper.create().readTree(answer.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every other request comes to a partition that is not its own. */
    private TestLedger.Answer send(AccountId account, String key, String type, String fields) {
        var text = "{'type':'%s','version':1,'account_id':'%s','idempotency_key':'%s',%s}"
                .formatted(type, account, key, fields)
                .replace('\'', '"');
        var request = ledger.formats.requests().read(text.getBytes(StandardCharsets.UTF_8));
        ledger.sendTo((ledger.home(request) + key.length() % 2) % partitions, request, headers);
        return ledger.onlyAnswer();
    }

    private int wallet() {
        return ledger.home(TestRequests.programMade());
    }

    private int elsewhere() {
        return (wallet() + 2) % partitions;
    }

    private AccountId source() {
        return AccountId.ofParticipant(nameOn((wallet() + 1) % partitions, 0));
    }

    private String nameOn(int partition, int others) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "neighbour-" + i)
                .filter(name -> ledger.home(TestRequests.participantMade(name)) == partition)
                .skip(others)
                .findFirst()
                .orElseThrow();
    }

    private static String asset(String symbol, String policy) {
        return "'program_id':'%s','name':'%s','symbol':'%s','inventory_mode':'LOT','issuance_policy':'%s','scale':2"
                .formatted(PROGRAM, symbol, symbol, policy);
    }

    private static String ofAsset(AssetId asset, String amount) {
        return "'asset_id':'%s','description':'A test','amount':'%s'".formatted(asset, amount);
    }

    private static String cash(String amount) {
        return "'program_id':'" + PROGRAM + "'," + ofAsset(CASH, amount);
    }

    private static String points(String amount) {
        return "'program_id':'" + PROGRAM + "'," + ofAsset(POINTS, amount);
    }

    private static String points() {
        return "'program_id':'%s','asset_id':'%s','description':'A test'".formatted(PROGRAM, POINTS);
    }

    private static String reference(String reference) {
        return ",'reference_id':'" + reference + "'";
    }

    private static String recipients(String... names) {
        var recipients = Stream.of(names)
                .map("{'amount':'3.00','external_id':'%s'}"::formatted)
                .toList();
        return ",'recipients':[" + String.join(",", recipients) + "]";
    }

    private static String entry(JsonNode reply) {
        return ",'journal_entry_id':'" + reply.findValue("journal_entry_id").asText() + "'";
    }
}
