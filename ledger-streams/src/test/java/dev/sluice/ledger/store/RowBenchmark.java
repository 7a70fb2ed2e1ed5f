package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time that a row's codec, its key, and the page that it lies in take. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {

    private static final long SEED = 4711;

    /** As many as an account with a few lots and holds has. */
    private static final int ROWS = 12;

    private Balance balance;
    private byte[] balanceRow;
    private Slice slice;
    private Bytes common;
    private AccountPage page;
    private byte[] pageRow;
    private List<RowWrite> change;

    @Setup
    public void makeRows() {
        var samples = Samples.of(SEED);
        balance = samples.balance();
        balanceRow = BalanceCodec.encode(balance);
        slice = samples.slice();
        var account = balance.key().account();
        common = StoreKeys.common(StoreKeys.balance(account, balance.key().asset()));
        var writes = new ArrayList<RowWrite>();
        for (var row = 0; row < ROWS; row++) {
            writes.add(new RowWrite(LedgerRow.BALANCES, StoreKeys.balance(account, samples.asset()), balanceRow));
        }
        writes.sort((one, other) -> one.key().compareTo(other.key()));
        page = AccountPage.EMPTY.with(writes);
        pageRow = encoded(page);
        change = List.of(writes.get(ROWS / 2));
    }

    private static byte[] encoded(AccountPage page) {
        var writer = new ValueWriter();
        page.encode(writer);
        return writer.value();
    }

    @Benchmark
    public byte[] encodeBalance() {
        return BalanceCodec.encode(balance);
    }

    @Benchmark
    public Balance decodeBalance() {
        return BalanceCodec.decode(balance.key(), balanceRow);
    }

    @Benchmark
    public Bytes keyOfSlice() {
        return StoreKeys.slice(StoreKeys.slices(slice.key().bucket()), slice.key());
    }

    @Benchmark
    public Object changePage() {
        return page.with(change);
    }

    @Benchmark
    public byte[] encodePage() {
        return encoded(page);
    }

    @Benchmark
    public Object decodePage() {
        return AccountPage.decode(common, new ValueReader(pageRow));
    }
}
