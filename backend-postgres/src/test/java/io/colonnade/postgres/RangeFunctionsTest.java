// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.RangeFunctions.adjacentTo;
import static io.colonnade.postgres.sql.RangeFunctions.beginsNotBefore;
import static io.colonnade.postgres.sql.RangeFunctions.containedBy;
import static io.colonnade.postgres.sql.RangeFunctions.contains;
import static io.colonnade.postgres.sql.RangeFunctions.containsRange;
import static io.colonnade.postgres.sql.RangeFunctions.difference;
import static io.colonnade.postgres.sql.RangeFunctions.endsNotBehind;
import static io.colonnade.postgres.sql.RangeFunctions.intersection;
import static io.colonnade.postgres.sql.RangeFunctions.isEmpty;
import static io.colonnade.postgres.sql.RangeFunctions.isLowerIncluded;
import static io.colonnade.postgres.sql.RangeFunctions.isUpperIncluded;
import static io.colonnade.postgres.sql.RangeFunctions.leftOf;
import static io.colonnade.postgres.sql.RangeFunctions.lowerBound;
import static io.colonnade.postgres.sql.RangeFunctions.merge;
import static io.colonnade.postgres.sql.RangeFunctions.overlaps;
import static io.colonnade.postgres.sql.RangeFunctions.range;
import static io.colonnade.postgres.sql.RangeFunctions.rangeAgg;
import static io.colonnade.postgres.sql.RangeFunctions.rangeIntersectAgg;
import static io.colonnade.postgres.sql.RangeFunctions.rightOf;
import static io.colonnade.postgres.sql.RangeFunctions.union;
import static io.colonnade.postgres.sql.RangeFunctions.upperBound;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.Multirange;
import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.postgres.sql.Range;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Index;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operators and functions of ranges and multiranges. */
class RangeFunctionsTest extends OperatorCases {

    private static final class Stays extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Range<Integer>> r = column("r", PostgresTypes.INT4RANGE);
        final Column<Multirange<Integer>> m = column("m", PostgresTypes.INT4MULTIRANGE);
        final Column<Range<LocalDate>> days = column("days", PostgresTypes.DATERANGE);
        final Index byDays = index(Index.on(days).using("gist").named("range_stays_days"));

        Stays() {
            super("range_stays");
        }
    }

    private static final Stays S = new Stays();
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    @Override
    Table table() {
        return S;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(S)));
        await(db.execute(insertInto(S).set(S.id, 5).set(S.r, Range.closedOpen(3, 9)).set(S.m, Multirange.of(Range.closed(1, 2),
                Range.closed(8, 9))).set(S.days, Range.closed(FIRST, FIRST.plusDays(4)))));
    }

    @Override
    List<Case> cases() {
        Range<Integer> none = Range.empty();
        return List.of(
                new Case("int4range(id, CAST(? AS INTEGER), ?)", range(PostgresTypes.INT4RANGE, S.id, false, value(9), true), Range.closed(6, 9)),
                new Case("r @> CAST(? AS INTEGER)", contains(S.r, 3), true), new Case("r @> CAST(? AS INTEGER)", contains(S.r, 9), false),
                new Case("r @> id", contains(S.r, S.id), true), new Case("m @> CAST(? AS INTEGER)", contains(S.m, 3), false),
                new Case("days @> CAST(? AS DATE)", contains(S.days, FIRST), true),
                new Case("r @> CAST(? AS int4range)", containsRange(S.r, Range.closed(3, 8)), true),
                new Case("r @> CAST(? AS int4multirange)", containsRange(S.r, Multirange.of(Range.closed(1, 3))), false),
                new Case("m @> CAST(? AS int4range)", containsRange(S.m, Range.closed(8, 9)), true),
                new Case("r @> m", containsRange(S.r, S.m), false),
                new Case("r <@ CAST(? AS int4range)", containedBy(S.r, Range.atLeast(3)), true), new Case("r <@ m", containedBy(S.r, S.m), false),
                new Case("r && CAST(? AS int4range)", overlaps(S.r, Range.closed(9, 10)), false), new Case("m && r", overlaps(S.m, S.r), true),
                new Case("r << CAST(? AS int4range)", leftOf(S.r, Range.atLeast(9)), true), new Case("r << m", leftOf(S.r, S.m), false),
                new Case("r >> CAST(? AS int4range)", rightOf(S.r, Range.lessThan(3)), true), new Case("r >> m", rightOf(S.r, S.m), false),
                new Case("r &< CAST(? AS int4range)", endsNotBehind(S.r, Range.closed(0, 8)), true),
                new Case("r &> CAST(? AS int4range)", beginsNotBefore(S.r, Range.atLeast(4)), false),
                new Case("r -|- CAST(? AS int4range)", adjacentTo(S.r, Range.atLeast(9)), true), new Case("r -|- m", adjacentTo(S.r, S.m), false),
                new Case("r + CAST(? AS int4range)", union(S.r, Range.closed(9, 9)), Range.closedOpen(3, 10)),
                new Case("m + CAST(? AS int4multirange)", union(S.m, Multirange.of(Range.closed(3, 7))), Multirange.of(Range.closed(1, 9))),
                new Case("r * CAST(? AS int4range)", intersection(S.r, Range.lessThan(3)), none),
                new Case("(r + r) * r", intersection(union(S.r, S.r), S.r), Range.closed(3, 8)),
                new Case("r - CAST(? AS int4range)", difference(S.r, Range.atLeast(7)), Range.closed(3, 6)),
                new Case("m - m", difference(S.m, S.m), Multirange.of()),
                new Case("lower(r)", lowerBound(S.r), 3), new Case("upper(m)", upperBound(S.m), 10),
                new Case("upper(days)", upperBound(S.days), FIRST.plusDays(5)),
                new Case("lower(CAST(? AS int4range))", lowerBound(value(Range.all(), PostgresTypes.INT4RANGE)), null),
                new Case("isempty(r)", isEmpty(S.r), false), new Case("isempty(r * r)", isEmpty(intersection(S.r, S.r)), false),
                new Case("lower_inc(r)", isLowerIncluded(S.r), true), new Case("upper_inc(m)", isUpperIncluded(S.m), false),
                new Case("range_merge(r, CAST(? AS int4range))", merge(S.r, value(Range.closed(20, 20), PostgresTypes.INT4RANGE)),
                        Range.closed(3, 20)),
                new Case("range_agg(r)", rangeAgg(S.r), Multirange.of(Range.closed(3, 8))),
                new Case("range_intersect_agg(m)", rangeIntersectAgg(S.m), Multirange.of(Range.closed(1, 2), Range.closed(8, 9))));
    }

    @Test
    void anIndexFindsThem() {
        on(PostgresServer.NEWEST, db -> {
            await(db.execute("DROP TABLE IF EXISTS range_stays"));
            await(db.execute(createTable(S)));
            await(db.execute(createIndex(S.byDays)));
            finds(db, "range_stays_days", select(S.id).from(S).where(contains(S.days, FIRST)));
            finds(db, "range_stays_days", select(S.id).from(S).where(overlaps(S.days, Range.atLeast(FIRST))));
            await(db.execute("DROP TABLE range_stays"));
        });
    }

    @Test
    void rangesOfAnyTypeAreNamedAsTheServerNamesThem() {
        SqlType<Range<Double>> floats = PostgresTypes.rangeOf("\"floatrange\"", Types.DOUBLE);
        assertEquals("SELECT CAST(? AS \"floatrange\") && CAST(? AS \"floatmultirange\") AS x", PostgresDialect.ASSUMED.sql(
                select(overlaps(value(Range.closed(1.5, 2.5), floats), Multirange.of(Range.atLeast(3.0))).as("x"))));
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThrows(UsageException.class, () -> contains(S.r, (Integer) null));
        assertThrows(UsageException.class, () -> union(S.r, (Range<Integer>) null));
        UsageException refused = assertThrows(UsageException.class, () -> lowerBound(RangeFunctionsTest.<Range<Integer>>plain()));
        assertTrue(words(refused).contains("int4range is no range; use those of PostgresTypes"), refused::getMessage);
    }

    @SuppressWarnings("unchecked") // no value is ever there
    private static <T> Expression<T> plain() {
        return (Expression<T>) (Object) value(null, SqlType.vendor("int4range", String.class));
    }
}
