package dev.sluice.schema.json;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_AMOUNT;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.MISSING_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.SELF_TRANSFER;
import static dev.sluice.schema.rejection.RejectionCode.UNSUPPORTED_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of a transfer are told at the recipient, and its order of refusals holds across all recipients. */
class TransferFaultsTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AccountId BEN = AccountId.ofParticipant("ben");
    private static final String TO_BEN = "{\"amount\":\"1\",\"external_id\":\"ben\"}";
    private static final String TO_ANN = "{\"amount\":\"1\",\"external_id\":\"ann\"}";

    private final RequestJson json = new RequestJson(LedgerMapper.create());

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '{"external_id":"ben"}',                                                MISSING_FIELD,  #/recipients/0/amount
        '{"amount":null,"external_id":"ben"}',                                  MISSING_FIELD,  #/recipients/0/amount
        '{"amount":"0","external_id":"ben"}',                                   INVALID_AMOUNT, #/recipients/0/amount
        '{"amount":"-1","external_id":"ben"}',                                  INVALID_AMOUNT, #/recipients/0/amount
        '{"amount":1,"external_id":"ben"}',                                     INVALID_AMOUNT, #/recipients/0/amount
        '{"amount":"1"}',                                                       MISSING_FIELD,  #/recipients/0/external_id
        '{"amount":"1","external_id":""}',                                      INVALID_FIELD,  #/recipients/0/external_id
        '{"amount":"1","group_id":"home"}',                                     INVALID_FIELD,  #/recipients/0/group_id
        '{"amount":"1","external_id":"ben","participant_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}', INVALID_FIELD, #/recipients/0/participant_id
        '{"amount":"1","external_id":"ben","colour":"red"}',                    INVALID_FIELD,  #/recipients/0/colour
        '"ben"',                                                                INVALID_FIELD,  #/recipients/0
        """)
    void a_fault_is_told_at_the_recipient(String recipient, RejectionCode code, String pointer) {
        assertRefused(transfer(recipient), code, pointer);
    }

    @Test
    void every_recipient_at_fault_is_told_and_the_first_code_in_order_names_the_refusal() {
        assertRefused(
                transfer("{\"amount\":\"0\",\"external_id\":\"ben\",\"colour\":1}", TO_BEN, "{\"amount\":5}", "5"),
                MISSING_FIELD,
                "#/recipients/2/external_id",
                "#/recipients/0/colour",
                "#/recipients/3",
                "#/recipients/0/amount",
                "#/recipients/2/amount");
    }

    @Test
    void faults_of_recipients_and_of_other_fields_are_told_together() {
        assertRefused(
                transfer("{\"amount\":\"0\",\"external_id\":\"ben\"}").replace("\"d\"", "\"\""),
                INVALID_FIELD,
                "#/description",
                "#/recipients/0/amount");
    }

    @Test
    void one_recipient_too_many_goes_before_an_amount_that_is_none() {
        var recipients = (TO_BEN + ",").repeat(100);

        assertRefused(transfer(recipients + TO_BEN), INVALID_FIELD, "#/recipients");
        assertRefused(
                transfer("{\"amount\":1,\"external_id\":\"ben\"}," + recipients + TO_BEN),
                INVALID_FIELD,
                "#/recipients",
                "#/recipients/0/amount");
    }

    @Test
    void the_source_is_no_recipient_whichever_id_names_it() {
        assertRefused(transfer(TO_BEN, TO_ANN), SELF_TRANSFER, "#/recipients/1");
        assertRefused(
                transfer("{\"amount\":\"1\",\"participant_id\":\"" + ANN + "\"}"), SELF_TRANSFER, "#/recipients/0");
    }

    @Test
    void a_group_of_the_sources_id_is_the_source_too_and_each_is_told() {
        assertRefused(
                transfer(TO_ANN, TO_BEN, "{\"amount\":\"1\",\"group_id\":\"" + ANN + "\"}"),
                SELF_TRANSFER,
                "#/recipients/0",
                "#/recipients/2");
    }

    @Test
    void any_other_fault_goes_before_a_transfer_to_itself() {
        assertRefused(transfer(TO_ANN).replace("\"version\":1", "\"version\":2"), UNSUPPORTED_VERSION, "#/version");
        assertRefused(transfer(TO_ANN, TO_BEN.replace("\"1\"", "\"0\"")), INVALID_AMOUNT, "#/recipients/1/amount");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void refuses_a_mebibyte_of_empty_recipients_at_once() {
        var refusal = refusal(transfer("{},".repeat(350_000) + "{}"));

        assertThat(refusal.code()).isEqualTo(MISSING_FIELD);
        assertThat(refusal.errors()).hasSizeBetween(1, 20);
    }

    @Test
    void each_id_names_its_account_and_kind() {
        var text = transfer(
                TO_BEN,
                "{\"amount\":\"2\",\"participant_id\":\"" + BEN + "\"}",
                "{\"amount\":\"3\",\"group_id\":\"" + BEN + "\"}");

        var transfer = (Transfer) json.read(bytes(text)).operation();

        assertThat(transfer.recipients())
                .extracting(Transfer.Recipient::accountId)
                .containsOnly(BEN);
        assertThat(transfer.recipients())
                .extracting(Transfer.Recipient::accountKind)
                .containsExactly(AccountKind.PARTICIPANT, AccountKind.PARTICIPANT, AccountKind.GROUP);
        assertThat(transfer.preserveLots()).isFalse();
    }

    private void assertRefused(String request, RejectionCode code, String... pointers) {
        var refusal = refusal(request);

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.errors()).extracting(Rejection.FieldError::pointer).containsExactlyInAnyOrder(pointers);
    }

    private Rejection refusal(String request) {
        return catchThrowableOfType(InvalidMessageException.class, () -> json.read(bytes(request)))
                .toRejection();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String transfer(String... recipients) {
        return """
            {"type":"transfer","version":1,"account_id":"%s","idempotency_key":"k1",\
            "program_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c9",\
            "description":"d","recipients":[%s]}\
            """.formatted(ANN, String.join(",", recipients));
    }
}
