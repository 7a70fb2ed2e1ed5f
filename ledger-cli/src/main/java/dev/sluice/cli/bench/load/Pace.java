package dev.sluice.cli.bench.load;

/**
 * The speed at which is asked, and for how long.
 *
 * @param inFlightMax how many requests may wait for their answers. A closed loop always has as many; in an open loop those that
 *     would be more are dropped, and counted
 * @param perSecond of an open loop, which asks by the clock whatever is answered; 0 for a closed loop, which asks when it is
 *     answered
 * @param leadInSeconds before the measurement begins
 * @param seconds of the measurement
 * @param requestsMax after so many it ends before its time
 */
public record Pace(int inFlightMax, double perSecond, double leadInSeconds, double seconds, long requestsMax) {

    private static final double SECONDS_MAX = 3_600;
    private static final int PREPARING_IN_FLIGHT = 4_000;

    public static Pace closed(int inFlight, double leadInSeconds, double seconds) {
        return new Pace(inFlight, 0, leadInSeconds, seconds, Long.MAX_VALUE);
    }

    public static Pace open(double perSecond, int inFlightMax, double leadInSeconds, double seconds) {
        return new Pace(inFlightMax, perSecond, leadInSeconds, seconds, Long.MAX_VALUE);
    }

    /** So many as fast as they are answered, to prepare what is measured later. */
    public static Pace preparing(long requests) {
        return new Pace(PREPARING_IN_FLIGHT, 0, 0, SECONDS_MAX, requests);
    }

    boolean isOpen() {
        return perSecond > 0;
    }
}
