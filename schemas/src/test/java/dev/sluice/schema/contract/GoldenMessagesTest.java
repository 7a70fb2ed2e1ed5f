package dev.sluice.schema.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessagesTest {

    private final RequestJson requests = new RequestJson(LedgerMapper.create());
    private final MessageJson<Reply> replies = MessageJson.ofReplies(LedgerMapper.create());
    private final MessageJson<JournalRecord> journal = MessageJson.ofJournal(LedgerMapper.create());

    @ParameterizedTest
    @MethodSource("all")
    void is_written_as_it_was_read_to_the_last_byte(Golden golden) {
        assertThat(new String(rewritten(golden), StandardCharsets.UTF_8)).isEqualTo(golden.compact());
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_accepted_by_its_json_schema(Golden golden) {
        assertThat(JsonSchemas.faults(golden.family(), golden.json())).isEmpty();
    }

    @Test
    void there_is_one_for_each_type_of_request_named_like_it() {
        assertThat(Golden.all("request"))
                .extracting(Golden::name)
                .containsExactlyInAnyOrderElementsOf(OperationTypes.all().keySet());
    }

    @Test
    void every_operation_has_a_name_on_the_wire() {
        assertThat(Set.<Class<?>>copyOf(OperationTypes.all().values())).isEqualTo(Sealed.records(Operation.class));
    }

    @Test
    void there_is_one_for_each_result_and_for_a_refusal() {
        var shown = Golden.all("reply").stream()
                .map(golden -> replies.read(golden.bytes()))
                .map(reply -> reply instanceof Completed completed ? completed.result() : reply)
                .map(Object::getClass)
                .collect(toSet());

        assertThat(shown).containsAll(Sealed.records(Result.class)).contains(Refused.class);
    }

    @Test
    void there_is_one_for_each_type_of_entry_and_each_fact() {
        var entries = Golden.all("journal").stream()
                .map(golden -> journal.read(golden.bytes()).entry())
                .toList();

        assertThat(entries).extracting(entry -> entry.type()).contains(EntryType.values());
        assertThat(entries.stream()
                        .flatMap(entry -> entry.facts().stream())
                        .<Class<?>>map(Object::getClass)
                        .collect(toSet()))
                .isEqualTo(Sealed.records(Fact.class));
    }

    @Test
    void there_is_one_for_each_message_between_partitions() {
        assertThat(exchanged().<Class<?>>map(Object::getClass).collect(toSet()))
                .isEqualTo(Sealed.records(ExchangeMessage.class));
    }

    @Test
    void there_is_one_for_each_ballot_and_for_a_yes_and_a_no() {
        assertThat(exchanged()
                        .flatMap(message ->
                                message instanceof VoteAsked asked ? Stream.of(asked.ballot()) : Stream.empty())
                        .<Class<?>>map(Object::getClass)
                        .collect(toSet()))
                .isEqualTo(Sealed.records(Ballot.class));
        assertThat(exchanged()
                        .flatMap(message ->
                                message instanceof VoteGiven given ? Stream.of(given.objection()) : Stream.empty())
                        .map(Optional::isPresent))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void its_ids_are_derived_as_documented() {
        assertThat(request("put_participant").accountId()).isEqualTo(AccountId.ofParticipant("ann"));
        for (var golden : Golden.all("request")) {
            var request = requests.read(golden.bytes());
            var derived = derivedAccount(request);
            derived.ifPresent(account ->
                    assertThat(request.accountId()).as(golden.toString()).isEqualTo(account));
        }
    }

    @Test
    void a_reply_goes_to_the_account_and_key_of_a_golden_request() {
        var asked = Golden.all("request").stream()
                .map(golden -> requests.read(golden.bytes()))
                .map(request -> List.of(request.accountId(), request.idempotencyKey()))
                .toList();

        for (var golden : Golden.all("reply")) {
            var reply = replies.read(golden.bytes());
            assertThat(asked).as(golden.toString()).contains(List.of(reply.accountId(), reply.idempotencyKey()));
        }
    }

    @Test
    void the_journal_balances_and_is_an_unbroken_chain() throws NoSuchAlgorithmException {
        var previousHash = JournalRecord.FIRST_PREVIOUS_HASH;
        var sequence = 0L;
        for (var golden : Golden.all("journal")) {
            var link = journal.read(golden.bytes());

            assertThat(link.sequence()).as(golden.toString()).isEqualTo(sequence++);
            assertThat(link.previousHash()).as(golden.toString()).isEqualTo(previousHash);
            assertThat(link.entry().isBalanced()).as(golden.toString()).isTrue();
            previousHash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(journal.write(link)));
        }
    }

    private static Stream<ExchangeMessage> exchanged() {
        var exchange = MessageJson.ofExchange(LedgerMapper.create());
        return Golden.all("exchange").stream().map(golden -> exchange.read(golden.bytes()));
    }

    private static Optional<AccountId> derivedAccount(Request request) {
        return switch (request.operation()) {
            case PutParticipant put -> Optional.of(AccountId.ofParticipant(put.externalId()));
            case CreateGroup create -> Optional.of(AccountId.ofGroup(request.idempotencyKey()));
            case CreateProgram create ->
                Optional.of(ProgramId.madeWith(request.idempotencyKey()).account());
            case CreateAsset create ->
                Optional.of(AssetId.ofSymbol(create.symbol()).account());
            default -> Optional.empty();
        };
    }

    private Request request(String name) {
        return requests.read(Golden.of("request", name).bytes());
    }

    private byte[] rewritten(Golden golden) {
        var mapper = LedgerMapper.create();
        return switch (golden.family()) {
            case "request" -> requests.write(requests.read(golden.bytes()));
            case "reply" -> replies.write(replies.read(golden.bytes()));
            case "journal" -> journal.write(journal.read(golden.bytes()));
            case "exchange" -> rewritten(MessageJson.ofExchange(mapper), golden);
            case "catalog" -> rewritten(MessageJson.ofCatalog(mapper), golden);
            default -> throw new IllegalArgumentException(golden.family());
        };
    }

    private static <T> byte[] rewritten(MessageJson<T> json, Golden golden) {
        return json.write(json.read(golden.bytes()));
    }

    private static Stream<Golden> all() {
        return JsonSchemas.BY_FAMILY.keySet().stream().sorted().flatMap(family -> Golden.all(family).stream());
    }
}
