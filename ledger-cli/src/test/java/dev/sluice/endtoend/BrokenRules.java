package dev.sluice.endtoend;

import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.request.Request;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Predicate;

/** The rules of the ledger, with a fault of the kind that ends a thread where some requests would be decided. */
final class BrokenRules {

    private BrokenRules() {}

    /** A fault that {@link dev.sluice.ledger.topology.LedgerProcessor} can't take for one of this request alone. */
    static final class Broken extends Error {
        private static final long serialVersionUID = 1L;
    }

    static Rules whereTheyDecide(Predicate<Request> broken) {
        var rules = Rules.ofTheLedger();
        // Whatever rules there are: what is given a request that is broken, breaks.
        return (Rules) Proxy.newProxyInstance(
                Rules.class.getClassLoader(), new Class<?>[] {Rules.class}, (self, method, arguments) -> {
                    if (Arrays.stream(arguments)
                            .anyMatch(given -> given instanceof Request request && broken.test(request))) {
                        throw new Broken();
                    }
                    try {
                        return method.invoke(rules, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
