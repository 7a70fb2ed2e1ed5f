package dev.sluice.ledger.extremes;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.Operation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The largest requests that the contract allows, made from its own records: everything there that may be, every text and list
 * at its longest, in letters of which JSON makes six bytes each. Where fields do not go together, each is left out in turn, so
 * there are several of a type.
 */
public final class LargestRequests {

    /** What else takes certain lots goes with none of these. */
    private static final Set<String> CHOICE_OF_LOTS = Set.of("lotIds", "earnedFrom", "earnedTo");

    private LargestRequests() {}

    /**
     * The largest operations of a type.
     *
     * @param known values by the name of their component, which must fit the ledger's state to be of any effect
     */
    public static <T extends Operation> List<T> of(Class<T> type, Map<String, Supplier<?>> known) {
        var all = new ArrayList<T>();
        all.add(of(type, known, Set.of()));
        var optional = optional(type);
        optional.forEach(name -> all.add(of(type, known, Set.of(name))));
        if (optional.containsAll(CHOICE_OF_LOTS)) {
            all.add(of(type, known, CHOICE_OF_LOTS));
        }
        // One that only lacks what another has is none of the largest: nothing could take the place of what was left
        // out.
        var largest = new ArrayList<T>();
        all.stream()
                .sorted(Comparator.comparingLong(LargestRequests::fields).reversed())
                .filter(one -> largest.stream().noneMatch(other -> hasAllOf(other, one)))
                .forEach(largest::add);
        return largest;
    }

    private static <T extends Operation> T of(Class<T> type, Map<String, Supplier<?>> known, Set<String> absent) {
        var specimens = Specimens.largest(Letters.ESCAPED).ofCallers().upTo(Integer.MAX_VALUE / 2);
        known.forEach(specimens::with);
        absent.forEach(name -> specimens.without(type, name));
        return specimens.of(type);
    }

    private static List<String> optional(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component ->
                        Set.of(Optional.class, Change.class, boolean.class).contains(component.getType()))
                .map(RecordComponent::getName)
                .toList();
    }

    private static long fields(Operation operation) {
        return Arrays.stream(operation.getClass().getRecordComponents())
                .filter(component -> isThere(operation, component))
                .count();
    }

    private static boolean hasAllOf(Operation whole, Operation part) {
        return Arrays.stream(whole.getClass().getRecordComponents())
                .allMatch(component -> isThere(whole, component) || !isThere(part, component));
    }

    private static boolean isThere(Operation operation, RecordComponent component) {
        return switch (Specimens.valueOf(operation, component)) {
            case Optional<?> optional -> optional.isPresent();
            case Change.Keep<?> keep -> false;
            case Boolean flag -> flag;
            default -> true;
        };
    }
}
