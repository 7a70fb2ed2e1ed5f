package dev.sluice.cli.bench.report;

import dev.sluice.cli.bench.BenchResult;
import dev.sluice.cli.bench.BenchResult.EntryResult;
import dev.sluice.cli.bench.BenchResult.ScenarioResult;
import dev.sluice.cli.bench.Scenario;
import dev.sluice.cli.bench.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The plots of a benchmark, as SVG files beside its page. */
final class Plots {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;

    private final BenchResult result;
    private final Path folder;
    private final List<Plot> written = new ArrayList<>();

    /** A file, and what it shows. */
    record Plot(String file, String title) {}

    private Plots(BenchResult result, Path folder) {
        this.result = result;
        this.folder = folder;
    }

    /** Those for which there are figures. */
    static List<Plot> write(BenchResult result, Path folder) throws IOException {
        var plots = new Plots(result, folder);
        plots.ratios();
        plots.throughputOfOneAccount();
        plots.latencyThroughHttp();
        plots.costOfLots();
        return plots.written;
    }

    private void ratios() throws IOException {
        var shares = new LinkedHashMap<String, Double>();
        for (var scenario : result.scenarios()) {
            for (var entry : scenario.entries()) {
                var share = entry.ratios().get(Subject.ECHO.text());
                if (share != null && scenario.scenario() != Scenario.LATENCY) {
                    shares.put(scenario.scenario() + ": " + entry.name(), share.median());
                }
            }
        }
        if (!shares.isEmpty()) {
            var chart = categories("Answers, as a share of the bare echo's", "share");
            chart.addSeries("ledger", List.copyOf(shares.keySet()), List.copyOf(shares.values()));
            save(chart, "share-of-the-echo");
        }
    }

    private void throughputOfOneAccount() throws IOException {
        var scenario = scenario(Scenario.HOT);
        if (scenario.isPresent()) {
            var chart = lines("One hot account: answers by requests in flight", "in flight", "a second");
            for (var subject : List.of(Subject.LEDGER, Subject.POSTGRES, Subject.POSTGRES_SYNCHRONOUS)) {
                add(
                        chart,
                        subject.text(),
                        entriesOf(scenario.orElseThrow(), subject),
                        EntryResult::inFlight,
                        entry -> entry.perSecond().median());
            }
            chart.getStyler().setXAxisLogarithmic(true);
            save(chart, "one-hot-account");
        }
    }

    private void latencyThroughHttp() throws IOException {
        var scenario = scenario(Scenario.HTTP);
        if (scenario.isPresent()) {
            var closed = entriesOf(scenario.orElseThrow(), Subject.LEDGER).stream()
                    .filter(entry -> entry.name().endsWith("connections"))
                    .toList();
            var chart = lines("Through HTTP: time to the answer by load", "answers a second", "ms");
            ToDoubleFunction<EntryResult> load = entry -> entry.perSecond().median();
            add(chart, "p50", closed, load, entry -> entry.latencyMs().p50());
            add(chart, "p99", closed, load, entry -> entry.latencyMs().p99());
            save(chart, "latency-through-http");
        }
    }

    private void costOfLots() throws IOException {
        var scenario = scenario(Scenario.LOTS);
        if (scenario.isPresent()) {
            var entries = entriesOf(scenario.orElseThrow(), Subject.LEDGER);
            var chart = categories("A hold or release of one lot's worth, by open lots", "ms of one partition");
            chart.addSeries(
                    "ledger",
                    entries.stream().map(EntryResult::name).toList(),
                    entries.stream()
                            .map(entry -> 1_000 / entry.perSecond().median())
                            .toList());
            save(chart, "cost-by-open-lots");
        }
    }

    private Optional<ScenarioResult> scenario(Scenario wanted) {
        return result.scenarios().stream()
                .filter(scenario -> scenario.scenario() == wanted)
                .findFirst();
    }

    private static List<EntryResult> entriesOf(ScenarioResult scenario, Subject subject) {
        return scenario.entries().stream()
                .filter(entry -> entry.subject() == subject)
                .toList();
    }

    private static void add(
            XYChart chart,
            String name,
            List<EntryResult> entries,
            ToDoubleFunction<EntryResult> x,
            ToDoubleFunction<EntryResult> y) {
        if (!entries.isEmpty()) {
            Function<ToDoubleFunction<EntryResult>, double[]> of =
                    axis -> entries.stream().mapToDouble(axis).toArray();
            chart.addSeries(name, of.apply(x), of.apply(y));
        }
    }

    private static XYChart lines(String title, String x, String y) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNW);
        return chart;
    }

    private static CategoryChart categories(String title, String y) {
        var chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLabelRotation(30).setYAxisMin(0.0).setLegendVisible(false);
        return chart;
    }

    private void save(Chart<?, ?> chart, String name) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
        written.add(new Plot(name + ".svg", chart.getTitle()));
    }
}
