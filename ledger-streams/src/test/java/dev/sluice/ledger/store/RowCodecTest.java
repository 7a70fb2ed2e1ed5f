package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.balance;
import static dev.sluice.ledger.store.Changes.due;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveSourceType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {

    private static final int TRIES = 2_000;
    private static final String LONG = "99999999999999999999999999999999999999999999999999";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

    private final Samples samples = Samples.fresh();

    @Test
    void a_row_is_read_as_it_was_written() {
        for (var i = 0; i < TRIES; i++) {
            var balance = samples.balance();
            assertThat(BalanceCodec.decode(balance.key(), BalanceCodec.encode(balance)))
                    .isEqualTo(balance);
            var lot = samples.lot();
            assertThat(LotCodec.decode(lot.key(), LotCodec.encode(lot))).isEqualTo(lot);
            var slice = samples.slice();
            assertThat(LotCodec.decode(slice.key(), LotCodec.encode(slice))).isEqualTo(slice);
            var hold = new StoredHold(samples.holdState(), List.of(samples.position(), samples.position()));
            assertThat(StoredHold.decode(hold.state().key(), hold.encode())).isEqualTo(hold);
            assertThat(StoredHold.decodeState(hold.state().key(), hold.encode()))
                    .isEqualTo(hold.state());
            var reversibleDebit = samples.reversibleDebit();
            assertThat(ReversibleDebitCodec.decode(
                            reversibleDebit.entry(), ReversibleDebitCodec.encode(reversibleDebit)))
                    .isEqualTo(reversibleDebit);
            var plans = List.of(new ReservePlanId(samples.uuid()), new ReservePlanId(samples.uuid()));
            assertThat(PlanHoldsCodec.decodePlans(PlanHoldsCodec.encode(plans))).isEqualTo(plans);
            var holds = new PlanHolds(
                    new PlanHolds.Key(samples.account(), plans.getFirst()),
                    new TreeMap<>(Map.of(samples.asset(), samples.hold())));
            assertThat(PlanHoldsCodec.decode(holds.key(), PlanHoldsCodec.encode(holds)))
                    .isEqualTo(holds);
            var head = new Head(i, "0f".repeat(32), samples.instant(), 2L * i);
            assertThat(Head.decode(head.encode())).isEqualTo(head);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "-0.01",
                "1.10",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999",
                "99999999999999999999.999999999999999999",
                "-0.000000000000000001",
            })
    void an_amount_keeps_its_value_sign_and_zeros(String text) {
        var written = new ValueWriter().amount(Amount.parse(text)).value();

        assertThat(new ValueReader(written).amount()).hasToString(text);
    }

    @Test
    void an_amount_beyond_what_a_request_may_name_is_kept_too() {
        var sum = Amount.parse("9".repeat(38)).plus(Amount.parse("9".repeat(38)));

        assertThat(new ValueReader(new ValueWriter().amount(sum).value()).amount())
                .isEqualTo(sum);
    }

    @Test
    void a_field_that_a_newer_version_added_is_passed_over() {
        var lot = samples.lot();
        var newer = LotCodec.encode(lot);
        newer = Arrays.copyOf(newer, newer.length + 5);

        assertThat(LotCodec.decode(lot.key(), newer)).isEqualTo(lot);
    }

    @Test
    void a_consumption_keeps_the_zeros_of_its_amounts() {
        var reversibleDebit = Changes.reversibleDebit(1, NOW, "0.00");

        assertThat(ReversibleDebitCodec.decode(reversibleDebit.entry(), ReversibleDebitCodec.encode(reversibleDebit)))
                .hasToString(reversibleDebit.toString());
    }

    @Test
    void a_head_of_the_first_version_has_begun_no_undertakings() {
        var head = new Head(7, "0f".repeat(32), NOW, 0);
        var withNumber = head.encode();
        var first = Arrays.copyOf(withNumber, withNumber.length - Long.BYTES);

        assertThat(Head.decode(first)).isEqualTo(head);
    }

    @Test
    void a_balance_of_the_first_version_knows_only_when_the_first_thing_falls_due() {
        var first = new DueItem(samples.account(), samples.asset(), NOW, DueItem.Kind.LOT_EXPIRY, samples.uuid());
        var balance = due(balance("1.00", "0.00"), first);
        var withItem = BalanceCodec.encode(balance);
        var ofReserves = 2;
        var firstVersion = Arrays.copyOf(withItem, withItem.length - ofReserves - 1 - KeyBuilder.UUID_LENGTH);

        assertThat(BalanceCodec.decode(balance.key(), firstVersion))
                .isEqualTo(due(
                        balance,
                        DueItem.beforeAllAt(
                                balance.key().account(), balance.key().asset(), NOW)));
    }

    @Test
    void a_balance_of_the_first_release_knows_nothing_of_what_is_apart() {
        var first = new DueItem(samples.account(), samples.asset(), NOW, DueItem.Kind.LOT_EXPIRY, samples.uuid());
        var balance = due(balance("1.00", "0.00"), first);
        var firstItem = new DueItem(balance.key().account(), balance.key().asset(), NOW, first.kind(), first.target());
        var ofReserves = 2;
        var now = BalanceCodec.encode(balance);

        assertThat(BalanceCodec.decode(balance.key(), Arrays.copyOf(now, now.length - ofReserves)))
                .isEqualTo(due(balance, firstItem));
    }

    @Test
    void a_row_of_an_unknown_version_is_refused() {
        var row = new ValueWriter().value();
        row[0] = 2;

        assertThatThrownBy(() -> new ValueReader(row))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected a row of version 1, but got 2");
    }

    @Test
    void counts_take_as_few_bytes_as_they_need() {
        for (var count : new int[] {0, 1, 127, 128, 5_000, 1 << 20, Integer.MAX_VALUE}) {
            var written = new ValueWriter().count(count).value();
            assertThat(new ValueReader(written).count()).isEqualTo(count);
        }
        assertThat(new ValueWriter().count(127).value()).hasSize(2);
    }

    @Test
    void the_catalogue_and_owners_are_kept_as_the_contract_writes_them() {
        var participant = new Participant(
                AccountId.ofParticipant("ann"),
                "ann",
                AccountStatus.SUSPENDED,
                Optional.of("Ann"),
                Map.of("tier", "gold", "nested", List.of(Map.of("a", "b"))),
                NOW,
                NOW);
        var group = new Group(
                samples.account(),
                "Home",
                List.of(new Member(participant.id(), GroupRole.ADMIN)),
                AccountStatus.ARCHIVED,
                NOW,
                NOW);
        var asset = asset(Amount.parse("10.50"));

        assertThat(EntityCodec.decodeOwner(EntityCodec.encode(participant))).isEqualTo(participant);
        assertThat(EntityCodec.decodeOwner(EntityCodec.encode(group))).isEqualTo(group);
        assertThat(EntityCodec.decodeAsset(EntityCodec.encode(asset))).isEqualTo(asset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.00", "0.000000000000000000", "-1.10", LONG, LONG + ".000000000000000001", "-" + LONG})
    void an_entity_keeps_an_amount_of_any_length(String text) {
        var amount = Amount.parseWritten(text);
        var asset = asset(amount);
        var hold = new ReserveHold(
                samples.hold(),
                asset.id(),
                amount,
                NOW,
                ReserveCreator.SYSTEM,
                ReserveHoldReason.CHARGE,
                Optional.empty(),
                ReserveSourceType.CARD,
                Optional.empty(),
                Optional.empty(),
                Map.of());

        assertThat(EntityCodec.decodeAsset(EntityCodec.encode(asset))).hasToString(asset.toString());
        assertThat(EntityCodec.decodeReserveHold(EntityCodec.encode(hold))).hasToString(hold.toString());
    }

    @Test
    void the_things_of_reserves_are_kept_as_the_contract_writes_them() {
        var hold = ReserveSamples.hold(samples.uuid());
        var release = ReserveSamples.release(samples.uuid());
        var plan = ReserveSamples.plan(samples.uuid());

        assertThat(EntityCodec.decodeReserveHold(EntityCodec.encode(hold))).isEqualTo(hold);
        assertThat(EntityCodec.decodeReserveRelease(EntityCodec.encode(release)))
                .isEqualTo(release);
        assertThat(EntityCodec.decodeReservePlan(EntityCodec.encode(plan))).isEqualTo(plan);
    }

    private static Asset asset(Amount limit) {
        return new Asset(
                AssetId.ofSymbol("PTS"),
                "PTS",
                "Points",
                InventoryMode.LOT,
                IssuancePolicy.PREFUNDED,
                18,
                Optional.of(limit),
                List.of(),
                AssetStatus.ARCHIVED,
                NOW,
                NOW);
    }

    @Test
    void a_field_of_the_catalogue_that_a_newer_version_added_is_passed_over() {
        var newer = new ValueWriter().raw("""
            {"id":"00000000-0000-0000-0000-000000000001","name":"P","status":"ACTIVE","colour":"red",\
            "created_at":"2026-03-01T10:00:00Z","updated_at":"2026-03-01T10:00:00Z"}\
            """.getBytes(StandardCharsets.UTF_8)).value();

        assertThat(EntityCodec.decodeProgram(newer).name()).isEqualTo("P");
    }
}
