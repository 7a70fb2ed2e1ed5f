package dev.sluice.cli.bench;

/** Learns how far a benchmark is. */
public interface BenchListener {

    void begins(String what);

    void measured(Sample sample);

    void timed(BenchResult.Timing timing);
}
