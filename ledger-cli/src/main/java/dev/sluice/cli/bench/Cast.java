package dev.sluice.cli.bench;

import dev.sluice.cli.bench.load.Pace;
import dev.sluice.cli.bench.load.Work;
import dev.sluice.cli.bench.load.Work.Crowd;
import dev.sluice.cli.bench.load.Work.Kind;
import dev.sluice.cli.bench.load.Work.Value;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The program, the assets and the accounts of one benchmark, made when they are first needed. */
final class Cast {

    /** So much that no hold is ever refused. */
    private static final String PLENTY = "1000000.00";

    private static final int SCALE = 2;

    private final Stage stage;
    private final ProgramId program;
    private final Set<String> made = new HashSet<>();
    private final Map<String, Crowd> crowds = new LinkedHashMap<>();

    private Cast(Stage stage, ProgramId program) {
        this.stage = stage;
        this.program = program;
    }

    /** Makes the program and its assets. */
    static Cast on(Stage stage) {
        var key = IdempotencyKey.of(stage.run() + "-program");
        var program = ProgramId.madeWith(key);
        try (var ledger =
                new LedgerTopics(stage.bootstrapServers(), stage.topic(Topic.REQUESTS), stage.topic(Topic.REPLIES))) {
            var cast = new Cast(stage, program);
            ledger.ask(List.of(new Request(program.account(), key, new CreateProgram("Benchmark", Optional.empty()))));
            ledger.ask(List.of(cast.asset(InventoryMode.LOT), cast.asset(InventoryMode.SIMPLE)));
            return cast;
        }
    }

    private Request asset(InventoryMode mode) {
        var symbol = symbol(mode);
        return new Request(
                AssetId.ofSymbol(symbol).account(),
                IdempotencyKey.of(stage.run() + "-asset-" + mode),
                new CreateAsset(program, "Benchmark", symbol, mode, IssuancePolicy.UNLIMITED, SCALE, Optional.empty()));
    }

    private String symbol(InventoryMode mode) {
        return (mode.name().charAt(0) + stage.run()).toUpperCase(Locale.ROOT);
    }

    Value value(InventoryMode mode) {
        return new Value(program, AssetId.ofSymbol(symbol(mode)));
    }

    /** All accounts there are. */
    Collection<Crowd> crowds() {
        return crowds.values();
    }

    /** Accounts that have plenty of an asset, in one lot each where it has lots. */
    Crowd crowd(String name, int size, InventoryMode mode) {
        var crowd = crowdOf(name, size);
        if (made.add("%s %s".formatted(name, mode))) {
            prepare(new Work(Kind.CREDITS, value(mode), crowd, PLENTY), size);
        }
        return crowd;
    }

    /** One account with so many lots of an amount. */
    Crowd withLots(int lots, String amount) {
        var crowd = crowdOf("lots" + lots, 1);
        if (made.add(crowd.prefix())) {
            prepare(new Work(Kind.CREDITS, value(InventoryMode.LOT), crowd, amount), lots);
        }
        return crowd;
    }

    /** Accounts that have nothing yet. */
    private Crowd crowdOf(String name, int size) {
        var crowd = new Crowd("%s-%s-".formatted(stage.run(), name), size, stage.partitions());
        if (crowds.put(name, crowd) == null) {
            prepare(new Work(Kind.PARTICIPANTS, value(InventoryMode.LOT), crowd, PLENTY), size);
        }
        return crowd;
    }

    private void prepare(Work work, long requests) {
        var pace = Pace.preparing(requests);
        var report = stage.load(Subject.LEDGER, stage.topics(Subject.LEDGER, pace.inFlightMax()), work, pace);
        if (report.counts().completed() != requests) {
            throw new IllegalStateException(
                    "Expected all of %d %s to be done, but got %s".formatted(requests, work.kind(), report.counts()));
        }
    }
}
