package dev.sluice.cli.bench;

import dev.sluice.cli.bench.BenchResult.CountsOfAll;
import dev.sluice.cli.bench.BenchResult.EntryResult;
import dev.sluice.cli.bench.BenchResult.Latency;
import dev.sluice.cli.bench.BenchResult.TopicUse;
import dev.sluice.cli.bench.BenchResult.TurnedAway;
import dev.sluice.cli.bench.load.LoadReport;
import dev.sluice.cli.bench.load.LoadReport.Counts;
import dev.sluice.cli.bench.load.LoadReport.Measured;
import dev.sluice.cli.bench.load.Pace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** The rounds of one contest: each entry once a round, there and back, and what all rounds say together. */
final class Rounds {

    private static final double MICROS_PER_MS = 1_000;

    private final Stage stage;
    private final Contest contest;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Map<String, TopicUse>> traffic = new LinkedHashMap<>();

    Rounds(Stage stage, Contest contest) {
        this.stage = stage;
        this.contest = contest;
    }

    /**
     * So that no round pays for what the first requests of their kind cost.
     *
     * @param warm what is warm already, by subject and work
     */
    void warmUp(double seconds, Set<String> warm) {
        for (var entry : contest.entries()) {
            var work = entry.work();
            var what = "%s %s %s"
                    .formatted(entry.subject(), work.kind(), work.value().asset());
            if (seconds > 0 && warm.add(what)) {
                var pace = entry.pace().choose(samples);
                var unused =
                        stage.load(entry.subject(), entry.door(), work, Pace.closed(pace.inFlightMax(), 0, seconds));
            }
        }
    }

    void run(int rounds, Consumer<Sample> told) {
        for (var round = 0; round < rounds; round++) {
            var order = round % 2 == 0 || contest.isInOrder()
                    ? contest.entries()
                    : contest.entries().reversed();
            for (var entry : order) {
                var sample = new Sample(entry.subject(), entry.name(), round, measure(entry, round == rounds - 1));
                samples.add(sample);
                told.accept(sample);
            }
        }
    }

    private LoadReport measure(Contest.Entry entry, boolean withTraffic) {
        var pace = entry.pace().choose(samples);
        // PostgreSQL has no topics.
        if (!withTraffic || entry.door().postgres().isPresent()) {
            return stage.load(entry.subject(), entry.door(), entry.work(), pace);
        }
        var written = Traffic.from(stage.bootstrapServers(), stage.topicsOf(entry.subject()));
        var report = stage.load(entry.subject(), entry.door(), entry.work(), pace);
        var answered = Math.max(1, report.counts().answered());
        var uses = new TreeMap<String, TopicUse>();
        written.untilNow().forEach((topic, amount) -> {
            if (amount.records() > 0) {
                uses.put(topic, new TopicUse(amount.records() / (double) answered, amount.bytes() / (double) answered));
            }
        });
        traffic.put("%s: %s".formatted(entry.subject().text(), entry.name()), uses);
        return report;
    }

    Map<String, Map<String, TopicUse>> recordsPerRequest() {
        return traffic;
    }

    List<EntryResult> results() {
        return contest.entries().stream().map(this::result).toList();
    }

    private EntryResult result(Contest.Entry entry) {
        var own = samplesOf(entry);
        return new EntryResult(
                entry.subject(),
                entry.name(),
                entry.pace().choose(samples).inFlightMax(),
                Spread.of(own.stream().map(Sample::perSecond).toList()),
                ratios(own, entry),
                latency(own, Measured::times),
                turnedAway(own),
                cpu(own),
                counts(own));
    }

    private Map<String, Spread> ratios(List<Sample> own, Contest.Entry entry) {
        var ratios = new LinkedHashMap<String, Spread>();
        if (!contest.references().contains(entry)) {
            for (var reference : contest.references()) {
                if (isComparable(entry, reference)) {
                    ratios.put(nameOf(reference), ratio(own, samplesOf(reference)));
                }
            }
        }
        return ratios;
    }

    /** One request at a time is compared with one at a time; where there is nothing else, anything is compared with that. */
    private boolean isComparable(Contest.Entry entry, Contest.Entry reference) {
        return reference.name().equals(entry.name())
                || contest.references().stream()
                                .filter(other -> other.subject() == reference.subject())
                                .count()
                        == 1;
    }

    private static String nameOf(Contest.Entry reference) {
        return reference.subject() == Subject.LEDGER
                ? reference.name()
                : reference.subject().text();
    }

    /** Round by round, since only what was measured close together is alike. */
    private static Spread ratio(List<Sample> own, List<Sample> reference) {
        var byRound = new TreeMap<Integer, Double>();
        reference.forEach(sample -> byRound.put(sample.round(), sample.perSecond()));
        return Spread.of(own.stream()
                .map(sample -> sample.perSecond() / byRound.getOrDefault(sample.round(), Double.NaN))
                .toList());
    }

    private List<Sample> samplesOf(Contest.Entry entry) {
        return samples.stream()
                .filter(sample ->
                        sample.subject() == entry.subject() && sample.name().equals(entry.name()))
                .toList();
    }

    private static Optional<TurnedAway> turnedAway(List<Sample> own) {
        var count = own.stream()
                .mapToLong(
                        sample -> sample.report().measured().timesTurnedAway().getTotalCount())
                .sum();
        return count == 0
                ? Optional.empty()
                : Optional.of(new TurnedAway(count, latency(own, Measured::timesTurnedAway)));
    }

    private static Latency latency(List<Sample> own, Function<Measured, Histogram> which) {
        var all = new Histogram(3);
        own.forEach(sample -> all.add(which.apply(sample.report().measured())));
        Function<Double, Double> at = percentile -> all.getValueAtPercentile(percentile) / MICROS_PER_MS;
        return new Latency(
                at.apply(50.0), at.apply(90.0), at.apply(99.0), at.apply(99.9), all.getMaxValue() / MICROS_PER_MS);
    }

    private static Map<String, Double> cpu(List<Sample> own) {
        var seconds = new TreeMap<String, Double>();
        own.forEach(sample -> sample.report()
                .measured()
                .cpuSeconds()
                .forEach((process, used) -> seconds.merge(process, used, Double::sum)));
        var answered = own.stream()
                .mapToLong(sample -> sample.report().measured().answered())
                .sum();
        seconds.replaceAll((process, used) -> used * 1_000 / Math.max(1, answered));
        return seconds;
    }

    private static CountsOfAll counts(List<Sample> own) {
        var counts = own.stream().map(sample -> sample.report().counts()).toList();
        var refusals = new TreeMap<String, Long>();
        counts.forEach(one -> one.refusals().forEach((code, count) -> refusals.merge(code, count, Long::sum)));
        return new CountsOfAll(
                counts.stream().mapToLong(Counts::offered).sum(),
                counts.stream().mapToLong(Counts::accepted).sum(),
                counts.stream().mapToLong(Counts::answered).sum(),
                counts.stream().mapToLong(Counts::refused).sum(),
                counts.stream().mapToLong(Counts::dropped).sum(),
                refusals);
    }
}
