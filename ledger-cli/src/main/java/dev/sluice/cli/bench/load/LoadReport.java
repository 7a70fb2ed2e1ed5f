package dev.sluice.cli.bench.load;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The report of a run of load.
 *
 * @param next the number after that of the last request
 * @param counts of the whole run
 * @param measured of the time after the lead-in
 * @param answeredByHalfSecond from the beginning of the run, lead-in and what came late included
 */
public record LoadReport(long next, Counts counts, Measured measured, List<Long> answeredByHalfSecond) {

    /**
     * Every request of the run, in one of the classes: {@code offered = completed + refused + dropped}.
     *
     * @param offered what the load meant to send
     * @param accepted what Kafka, or the gateway, took
     * @param completed what was done
     * @param refused what was answered with a refusal
     * @param dropped what was never answered: not sent since too many were waiting, not taken, turned away, or silent to the end
     * @param refusals how often each code
     */
    public record Counts(
            long offered, long accepted, long completed, long refused, long dropped, Map<String, Long> refusals) {

        public long answered() {
            return completed + refused;
        }
    }

    /**
     * The figures of what came after the lead-in.
     *
     * @param seconds how long that was
     * @param answered how many answers came in that time
     * @param cpuSeconds of each process, in that time
     * @param histogram the times to the answers of what was asked in that time, in microseconds, compressed, in Base64
     * @param turnedAway the same of what the gateway refused at once, since there was too much
     */
    public record Measured(
            double seconds, long answered, Map<String, Double> cpuSeconds, String histogram, String turnedAway) {

        public double perSecond() {
            return answered / seconds;
        }

        public Histogram times() {
            return decoded(histogram);
        }

        public Histogram timesTurnedAway() {
            return decoded(turnedAway);
        }

        private static Histogram decoded(String text) {
            try {
                return Histogram.decodeFromCompressedByteBuffer(
                        ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
            } catch (DataFormatException broken) {
                throw new IllegalStateException("Expected the histogram that the load wrote", broken);
            }
        }
    }
}
