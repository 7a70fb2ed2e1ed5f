package dev.sluice.cli.history;

import dev.sluice.history.HistoryDatabase;
import dev.sluice.history.check.Checksum;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Two histories of the same journal, table by table. */
public final class Comparison {

    private Comparison() {}

    /** A table of both. */
    public record Row(String table, Checksum here, Checksum rebuilt) {

        public boolean isSame() {
            return here.equals(rebuilt);
        }
    }

    public static List<Row> of(HistoryDatabase here, HistoryDatabase rebuilt) throws SQLException {
        try (var left = Rebuild.connect(here);
                var right = Rebuild.connect(rebuilt)) {
            var expected = Checksum.ofTables(right);
            var rows = new ArrayList<Row>();
            Checksum.ofTables(left)
                    .forEach(
                            (table, sum) -> rows.add(new Row(table, sum, Objects.requireNonNull(expected.get(table)))));
            return rows;
        }
    }
}
