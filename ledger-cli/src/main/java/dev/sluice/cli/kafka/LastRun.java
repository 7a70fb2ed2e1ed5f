package dev.sluice.cli.kafka;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;

/**
 * The controller's memory of the broker of the last run, and its removal.
 *
 * <p>A broker that was killed could not say goodbye. The controller, just started itself, still takes it for alive and
 * turns its successor away for {@code broker.session.timeout.ms}, which is most of the time of a start after a kill. A
 * short timeout would cure that and have a live broker fenced at each long pause. But we know what the controller
 * cannot: the claim on the data folder says that the other one is dead. So its registration is removed. The partitions
 * stay assigned to the node's id and folder, and its one replica stays in sync.
 */
final class LastRun {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final ControllerRequestContext CONTEXT =
            new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());

    private LastRun() {}

    static void forget(Controller controller) throws InterruptedException {
        var givenUpAt = System.nanoTime() + LIMIT.toNanos();
        while (!tryToForget(controller)) {
            if (System.nanoTime() - givenUpAt > 0) {
                throw new EmbeddedKafkaException(
                        "Kafka's controller did not become active within %s.".formatted(LIMIT));
            }
            // The controller offers nothing to wait on; it is active a few milliseconds after it has read its log.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** False while the controller is not active yet. */
    private static boolean tryToForget(Controller controller) throws InterruptedException {
        try {
            controller.unregisterBroker(CONTEXT, BrokerSettings.NODE_ID).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            throw new EmbeddedKafkaException("Kafka's controller did not answer within %s.".formatted(LIMIT), e);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case BrokerIdNotRegisteredException firstStart -> true;
                case NotControllerException notYet -> false;
                case null, default ->
                    throw new EmbeddedKafkaException(
                            "Kafka's controller could not forget the last run (%s).".formatted(e.getCause()), e);
            };
        }
    }
}
