package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.DueItem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A way in which due items lie in time, to be seen at least once. */
enum Timing {
    AT_ITS_VERY_INSTANT {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream().anyMatch(item -> item.at().equals(now));
        }
    },

    A_MILLISECOND_AGO {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream().anyMatch(item -> item.at().equals(now.minusMillis(1)));
        }
    },

    YEARS_AGO {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream().anyMatch(item -> item.at().isBefore(now.minus(Duration.ofDays(366))));
        }
    },

    AT_SEVERAL_INSTANTS {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream().map(DueItem::at).distinct().count() > 1;
        }
    },

    SEVERAL_HOLDS_AT_ONE_INSTANT {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream()
                    .filter(item -> item.kind() == Kind.HOLD_EXPIRY)
                    .collect(Collectors.groupingBy(DueItem::at, Collectors.counting()))
                    .values()
                    .stream()
                    .anyMatch(count -> count > 1);
        }
    },

    SEVERAL_KINDS_AT_ONE_INSTANT {
        @Override
        boolean isOf(List<DueItem> items, Instant now) {
            return items.stream()
                    .collect(Collectors.groupingBy(DueItem::at, Collectors.mapping(DueItem::kind, Collectors.toSet())))
                    .values()
                    .stream()
                    .anyMatch(kinds -> kinds.size() > 1);
        }
    };

    abstract boolean isOf(List<DueItem> items, Instant now);
}
