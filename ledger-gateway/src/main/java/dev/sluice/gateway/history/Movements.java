package dev.sluice.gateway.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * All that was moved in a range of time, as SQL that gives rows of (day, asset_id, program_id, entry_type, place, bucket,
 * vintage_month, expiry_month, amount): sums of whole days, and the postings of the days that the range has only a part of.
 */
final class Movements {

    private static final String SUMS = """
        select day, asset_id, program_id, entry_type, place, bucket, vintage_month, expiry_month, amount
        from daily_total where true\
        """;
    private static final String POSTINGS = """
        select (p.recorded_at at time zone 'UTC')::date as day, p.asset_id, e.program_id, e.type as entry_type,
               coalesce(p.system_account, b.account_kind) as place, p.bucket,
               date_trunc('month', l.created_at at time zone 'UTC')::date as vintage_month,
               date_trunc('month', l.expires_at at time zone 'UTC')::date as expiry_month, p.amount
        from posting p
        join entry e on e.recorded_at = p.recorded_at and e.partition = p.partition and e.sequence = p.sequence
        left join balance b on b.account_id = p.account_id and b.asset_id = p.asset_id
        left join lot l on l.lot_id = p.lot_id
        where p.recorded_at >= ? and p.recorded_at < ?\
        """;

    private Movements() {}

    /** All that was recorded before an instant. */
    static Sql before(Instant to) {
        return between(Optional.empty(), to);
    }

    /** All that was recorded from an instant on, and before another. */
    static Sql between(Optional<Instant> from, Instant to) {
        var firstDay = from.map(Movements::firstWholeDay);
        var lastDay = day(to);
        if (from.isPresent() && firstDay.get().isAfter(lastDay)) {
            return Sql.of(POSTINGS, from.get(), to);
        }
        var sql = Sql.of(SUMS).addIf(firstDay, "and day >= ?").add("and day < ?", lastDay);
        from.filter(begin -> begin.isBefore(start(firstDay.get())))
                .ifPresent(begin -> sql.add("union all").add(POSTINGS, begin, start(firstDay.get())));
        if (start(lastDay).isBefore(to)) {
            sql.add("union all").add(POSTINGS, start(lastDay), to);
        }
        return sql;
    }

    private static LocalDate firstWholeDay(Instant instant) {
        var day = day(instant);
        return start(day).equals(instant) ? day : day.plusDays(1);
    }

    static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    static Instant start(LocalDate day) {
        return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
    }
}
