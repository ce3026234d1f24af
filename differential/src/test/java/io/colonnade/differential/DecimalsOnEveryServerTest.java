// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.sql.Sql.caseWhen;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.min;
import static io.colonnade.sql.Sql.row;
import static io.colonnade.sql.Sql.scalar;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Windows.currentRow;
import static io.colonnade.sql.Windows.lag;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.sql.Windows.partitionBy;
import static io.colonnade.sql.Windows.preceding;
import static io.colonnade.sql.Windows.rank;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Functions;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** DECIMAL in expressions is an exact number on every database, also where the database has none. */
class DecimalsOnEveryServerTest {

    private static final class Prices extends Table {
        private final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        private final Column<BigDecimal> price = column("price", Types.decimal(12, 2));
        private final Column<BigDecimal> fine = column("fine", Types.decimal(20, 6));
        private final Column<Integer> grp = column("grp", Types.INTEGER);

        Prices() {
            super("decimals_prices");
        }
    }

    private static final Prices P = new Prices();
    private static final String[] VALUES = {"10.00", "9.00", "9.50", "-3.00", "0.10", "0.20", "10.00", "100.00", "0.00", "-0.01"};

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(P).ifExists()).join();
            database.execute(createTable(P)).join();
            for (int i = 0; i < VALUES.length; i++) {
                database.execute(insertInto(P).set(P.id, i).set(P.price, d(VALUES[i])).set(P.fine, d(VALUES[i])).set(P.grp, i % 3)).join();
            }
            database.execute("INSERT INTO decimals_prices (id, grp) VALUES (77, 1)").join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(P)).join());
    }

    private static BigDecimal d(String number) {
        return new BigDecimal(number);
    }

    /** The rows, with the zeros at the end of a decimal left out. */
    private static List<List<String>> rows(Statement statement) {
        return same(database -> database.fetchAll(statement).join().stream().map(row -> row.asMap().values().stream().map(
                value -> value instanceof BigDecimal decimal ? decimal.stripTrailingZeros().toPlainString() : String.valueOf(value)).toList())
                .toList());
    }

    private static String ids(Expression<Boolean> condition) {
        return first(select(P.id).from(P).where(condition).orderBy(P.id));
    }

    private static String first(QueryExpression query) {
        return String.join(" ", rows(query).stream().map(row -> row.get(0)).toList());
    }

    @Test
    void conditions() {
        for (Column<BigDecimal> column : List.of(P.price, P.fine)) {
            assertEquals("0 6 7", ids(column.gt(d("9.5"))));
            assertEquals("2", ids(column.eq(d("9.50000"))));
            assertEquals("1 2", ids(column.between(d("9"), d("9.5"))));
            assertEquals("0 6 8", ids(column.in(d("10"), d("0"))));
            assertEquals("0 3 4 5 6 7 8 9", ids(column.notIn(d("9"), d("9.5"))));
            assertEquals("3 9", ids(column.lt(value(0).cast(Types.DECIMAL))));
            assertEquals("0 6", ids(column.in(select(P.fine).from(P).where(P.id.eq(0)))));
            assertEquals("0 1 2 4 5 6 7", ids(column.gt(scalar(select(min(P.fine)).from(P), Types.DECIMAL).plus(d("3")))));
            assertEquals("77", ids(column.isNotDistinctFrom(value(null, Types.decimal(12, 2)))));
            assertEquals("0 6 7", ids(caseWhen(column.ge(d("10.0"))).then(column).orElse(d("0")).gt(d("9.9"))));
        }
        assertEquals("0 1 2 3 4 5 6 7 8 9", ids(P.price.eq(P.fine)));
        assertEquals("0", ids(row(P.price, P.grp).eq(d("10.0"), 0).and(P.id.lt(5))));
        assertEquals("77", ids(coalesce(P.price, d("5")).eq(d("5.0"))));
    }

    @Test
    void ordersGroupsAndRowsReturnedOnce() {
        assertEquals("3 9 8 4 5 1 2 0 6 7", first(select(P.id).from(P).where(P.price.isNotNull()).orderBy(P.price, P.id)));
        assertEquals("7 0 6 2 1 5 4 8 9 3", first(select(P.id).from(P).where(P.price.isNotNull()).orderBy(P.price.desc(), P.id)));
        assertEquals(List.of(List.of("10", "2"), List.of("100", "1")), rows(select(P.price, count().as("n")).from(P).where(P.price.ge(d("10")))
                .groupBy(P.price).orderBy(P.price)));
        assertEquals("-3 -0.01 0 0.1 0.2 9 9.5 10 100", first(select(P.price).distinct().from(P).where(P.price.isNotNull()).orderBy(P.price)));
        assertEquals("9 9.5 10 100", first(select(P.price).from(P).where(P.price.gt(d("1"))).union(
                select(P.fine).from(P).where(P.fine.gt(d("9")))).orderBy(P.price)));
        assertEquals("10", first(select(P.price).from(P).where(P.id.eq(0)).union(select(P.fine).from(P).where(P.id.eq(6)))));
        assertEquals("9 100", first(select(P.price.as("x")).from(P).where(P.id.in(7, 1)).unionAll(select(P.fine).from(P)
                .where(P.id.eq(99))).orderBy(P.price.as("x"))));
    }

    @Test
    void aggregatesAndWindows() {
        // A mean is a double, and MySQL and MariaDB calculate its last digits in their own way.
        assertEquals(List.of(List.of("135.79", "-3", "100", "9")), rows(select(sum(P.price).as("s"), min(P.price).as("l"),
                max(P.price).as("h"), count(P.price).asDistinct().as("n")).from(P)));
        assertEquals(List.of(List.of("125.79")), rows(select(sum(P.fine).asDistinct().as("s")).from(P)));
        assertEquals(List.of(List.of("2", "9.7"), List.of("0", "16.99"), List.of("1", "109.1")), rows(select(P.grp, sum(P.price).as("s"))
                .from(P).groupBy(P.grp).orderBy(sum(P.price))));
        assertEquals(List.of("10 4 null", "19 2 10", "28.5 3 9", "25.5 1 9.5"), rows(select(sum(P.price).over(orderBy(P.id)).as("s"),
                rank().over(orderBy(P.price)).as("r"), lag(P.price).over(orderBy(P.id)).as("l")).from(P).where(P.id.lt(4)).orderBy(P.id))
                .stream().map(row -> String.join(" ", row)).toList());
        assertEquals(List.of("10", "19", "18.5", "6.5"), rows(select(sum(P.fine).over(orderBy(P.id).rows(preceding(1), currentRow())).as("s"))
                .from(P).where(P.id.lt(4)).orderBy(P.id)).stream().map(row -> row.get(0)).toList());
        assertEquals("1 1 2 2", first(select(count().over(partitionBy(P.price)).as("n")).from(P).where(P.id.in(0, 1, 7, 6))
                .orderBy(count().over(partitionBy(P.price)))));
    }

    @Test
    void calculations() {
        assertEquals(List.of(List.of("0.3", "-0.1", "0.02", "-0.2", "0.2", "1")), rows(select(P.price.plus(P.fine.plus(d("0.1"))).as("a"),
                P.price.minus(d("0.2")).as("b"), P.price.times(d("0.2")).as("c"), P.price.negate().minus(d("0.1")).as("d"),
                Functions.greatest(P.price, value(d("0.20"))).as("e"), Functions.round(P.price.plus(d("0.9")), 1).as("f")).from(P)
                .where(P.id.eq(4))));
        assertEquals(List.of(List.of("3.33", "10", "4")), rows(select(P.price.dividedBy(d("3")).cast(Types.decimal(10, 2)).as("q"),
                P.price.cast(Types.INTEGER).as("i"), Functions.ceil(P.price.dividedBy(d("3"))).as("c")).from(P).where(P.id.eq(0))));
        assertEquals("1.5", first(select(value(d("10.5")).modulo(d("3")).as("m"))));
    }

    @Test
    void joinsAndDerivedTables() {
        TableAlias other = P.as("o");
        assertEquals("0 0 6 6", first(select(P.id).from(P).join(other, P.price.eq(other.column(P.fine))).where(P.price.eq(d("10")))
                .orderBy(P.id)));
        Select inner = select(P.grp, max(P.price).as("top")).from(P).groupBy(P.grp);
        DerivedTable tops = inner.as("tops");
        assertEquals("0 1", first(select(tops.column(P.grp)).from(tops).where(tops.column("top", Types.decimal(12, 2)).ge(d("10.0")))
                .orderBy(tops.column(P.grp))));
    }

    @Test
    void changes() {
        each(database -> {
            assertEquals(2, database.execute(update(P).set(P.grp, P.grp.plus(0)).set(P.fine, P.fine.plus(d("0")))
                    .where(P.price.eq(d("10.0")))).join().rowsAffected());
            assertEquals(0, database.execute(deleteFrom(P).where(P.price.gt(d("100.0")).or(P.fine.lt(d("-20"))))).join().rowsAffected());
        });
    }
}
