package dev.sluice.cli.torture.load;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * One caller, which asks one thing after another. It repeats what was not answered, at another gateway, with the same key;
 * sometimes it hangs up early, sometimes it leaves a call for later, and sometimes it asks again what was answered long ago.
 */
final class Caller {

    /** Above the gateway's own: it is told {@code result_pending}. */
    private static final Duration PATIENT = Duration.ofSeconds(11);

    private static final Duration IMPATIENT = Duration.ofSeconds(3);
    private static final int HANGS_UP_WITHIN_MS = 150;
    private static final int BETWEEN_ATTEMPTS_MS = 200;
    private static final int OF_ONE_IN_HANGS_UP = 20;
    private static final int OF_ONE_IN_IS_LEFT = 10;
    private static final int OF_ONE_IN_IS_ASKED_AGAIN = 15;

    private final Random random;
    private final Gateways gateways;
    private final Calls calls;
    private final Outcomes outcomes;
    private final Shared shared;

    /**
     * The things that callers share.
     *
     * @param answered calls to be asked again
     * @param pauseMs on average between two calls
     */
    record Shared(Waits waits, Memory<Call> answered, int pauseMs) {}

    Caller(long seed, Gateways gateways, Calls calls, Outcomes outcomes, Shared shared) {
        this.random = new Random(seed);
        this.gateways = gateways;
        this.calls = calls;
        this.outcomes = outcomes;
        this.shared = shared;
    }

    void callWhile(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            if (random.nextInt(OF_ONE_IN_IS_ASKED_AGAIN) == 0) {
                askAgain(goesOn);
            } else {
                askAnew(goesOn);
            }
            pause(1 + random.nextInt(2 * shared.pauseMs()));
        }
    }

    private void askAnew(BooleanSupplier goesOn) {
        var drawn = calls.draw(random);
        var call = drawn.call();
        outcomes.offered(call);
        var mayBeLeft = call.key().isPresent() && random.nextInt(OF_ONE_IN_IS_LEFT) == 0;
        ask(call, goesOn, mayBeLeft).ifPresent(answer -> {
            if (answer.isAccepted()) {
                drawn.lesson().learn(answer);
            }
            if (call.key().isPresent()) {
                shared.answered().add(call, random);
            }
        });
    }

    private void askAgain(BooleanSupplier goesOn) {
        shared.answered().any(random).ifPresent(call -> {
            outcomes.count("asked again");
            var unused = ask(call, goesOn, false);
        });
    }

    /** Until it is answered; absent where it is left. */
    Optional<Answer> ask(Call call, BooleanSupplier goesOn, boolean mayBeLeft) {
        var wait = shared.waits().begin();
        var gateway = random.nextInt(Integer.MAX_VALUE);
        for (var attempts = 1; attempts == 1 || goesOn.getAsBoolean(); attempts++) {
            var answer = gateways.call(call, gateway + attempts, patience(attempts));
            if (answer.isPresent()
                    && !answer.get().isToBeRepeated()
                    && !answer.get().isFault()) {
                wait.answered(call.key().orElse(call.operation()), attempts);
                outcomes.answered(call, answer.get());
                return answer;
            }
            answer.filter(Answer::isFault).ifPresent(fault -> outcomes.fault(call, fault));
            outcomes.count(
                    answer.map(told -> "unknown: status " + told.status()).orElse("unknown: no answer"));
            if (mayBeLeft) {
                outcomes.count("left for later");
                wait.left();
                return Optional.empty();
            }
            pause(BETWEEN_ATTEMPTS_MS / 2 + random.nextInt(BETWEEN_ATTEMPTS_MS));
        }
        wait.left();
        return Optional.empty();
    }

    private Duration patience(int attempts) {
        if (attempts == 1 && random.nextInt(OF_ONE_IN_HANGS_UP) == 0) {
            return Duration.ofMillis(1 + random.nextInt(HANGS_UP_WITHIN_MS));
        }
        return random.nextInt(3) == 0 ? PATIENT : IMPATIENT;
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
