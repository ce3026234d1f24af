// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Sql.avg;
import static io.colonnade.sql.Sql.caseWhen;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.min;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.row;
import static io.colonnade.sql.Sql.scalar;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Functions;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Table;
import io.colonnade.sql.Column;
import io.colonnade.sql.Types;
import io.colonnade.sql.Windows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DECIMAL in expressions: compared, sorted, grouped and calculated as the exact number that it is. */
class SqliteDecimalTest {

    /** As another program may have made it: numbers are numbers there, and text stays text. */
    private static final class Prices extends Table {
        private final Column<Long> id = column("id", Types.BIGINT);
        private final Column<BigDecimal> price = column("price", Types.DECIMAL);
        private final Column<BigDecimal> cents = column("cents", Types.decimal(10, 2));
        private final Column<Integer> quantity = column("quantity", Types.INTEGER);

        Prices() {
            super("prices");
        }
    }

    private static final Prices PRICES = new Prices();
    private static final BigDecimal NINE_AND_A_HALF = new BigDecimal("9.5");

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute("CREATE TABLE prices (id INTEGER PRIMARY KEY, price, cents DECIMAL_TEXT(10,2), quantity INTEGER)").join();
        db.execute("INSERT INTO prices VALUES (1, '10.00', '10.00', 1), (2, '9.00', '9.00', 2), (3, 9.5, '9.5', 3), (4, 10, '10', 4),"
                + " (5, '-3', '-3.00', 5), (6, '10.0', '10.000', 6), (7, NULL, NULL, 7), (8, '0.1', '0.10', 8), (9, '0.2', '0.2', 9)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private String ids(Condition condition) {
        return ids(select(PRICES.id).from(PRICES).where(condition).orderBy(PRICES.id));
    }

    private String ids(QueryExpression query) {
        return db.fetchAll(query).join().stream().map(row -> row.get(0).toString()).reduce("", (a, b) -> a + b);
    }

    private String sorted(OrderTerm... terms) {
        return ids(select(PRICES.id).from(PRICES).where(PRICES.price.isNotNull()).orderBy(terms));
    }

    private Object one(SelectItem item) {
        return db.fetchExactlyOne(select(item).from(PRICES)).join().get(0);
    }

    private Object calculated(Expression<?> expression) {
        return db.fetchExactlyOne(select(expression.as("x"))).join().get(0);
    }

    private static BigDecimal d(String text) {
        return new BigDecimal(text);
    }

    private static Expression<BigDecimal> v(String text) {
        return value(d(text));
    }

    @Test
    void comparesAsNumbers() {
        for (Column<BigDecimal> column : List.of(PRICES.price, PRICES.cents)) {
            assertEquals("146", ids(column.gt(NINE_AND_A_HALF)));
            assertEquals("1346", ids(column.ge(NINE_AND_A_HALF)));
            assertEquals("2589", ids(column.lt(NINE_AND_A_HALF)));
            assertEquals("146", ids(column.eq(d("10.0000"))));
            assertEquals("23589", ids(column.ne(BigDecimal.TEN)));
            assertEquals("12346", ids(column.between(d("9"), d("9.50")).or(column.in(BigDecimal.TEN, BigDecimal.ONE))));
            assertEquals("1346", ids(column.in(d("9.500"), d("1E+1"))));
            assertEquals("2589", ids(column.notIn(d("9.500"), d("1E+1"))));
            assertEquals("146", ids(column.in(select(PRICES.price).from(PRICES).where(PRICES.id.eq(1L)))));
            assertEquals("2389", ids(column.notBetween(d("10"), d("11")).and(column.gt(BigDecimal.ZERO))));
            assertEquals("146", ids(column.isNotDistinctFrom(BigDecimal.TEN)));
            assertEquals("235789", ids(column.isDistinctFrom(BigDecimal.TEN)));
            assertEquals("1", ids(row(column, PRICES.quantity).eq(BigDecimal.TEN, 1)));
            assertEquals("4", ids(row(column, PRICES.id).gt(BigDecimal.TEN, 1L).and(PRICES.id.lt(6L))));
            assertEquals("5", ids(column.lt(BigDecimal.ZERO)));
        }
        assertEquals("12345689", ids(PRICES.price.eq(PRICES.cents)));
        assertEquals("146", db.fetchAll(select(PRICES.id).from(PRICES).where(PRICES.price.in(param("list", Types.DECIMAL)))
                .orderBy(PRICES.id), Map.of("list", List.of(d("10.000"), d("77")))).join().stream().map(r -> r.get(0).toString())
                .reduce("", (a, b) -> a + b));
        assertEquals("16", ids(row(PRICES.price, PRICES.quantity).in(List.of(List.of(d("10.0"), 1), List.of(d("1E1"), 6)))));
        assertEquals("146", ids(row(PRICES.price, PRICES.quantity).in(select(PRICES.cents, PRICES.quantity).from(PRICES)
                .where(PRICES.price.gt(NINE_AND_A_HALF)))));
    }

    @Test
    void sortsAsNumbers() {
        assertEquals("58923146", sorted(PRICES.price.asc(), PRICES.id.asc()));
        assertEquals("14632985", sorted(PRICES.cents.desc(), PRICES.id.asc()));
        assertEquals("58923", ids(select(PRICES.id, PRICES.price.plus(BigDecimal.ONE).as("price")).from(PRICES)
                .where(PRICES.price.isNotNull()).orderBy(PRICES.price.plus(BigDecimal.ONE).as("price"), PRICES.id).limit(5)));
    }

    @Test
    void aggregatesExactly() {
        assertEquals(d("45.80"), one(sum(PRICES.price)));
        assertEquals(d("45.800"), one(sum(PRICES.cents)));
        assertEquals(d("25.8"), one(sum(PRICES.price).asDistinct()));
        assertEquals(6L, one(count(PRICES.price).asDistinct()));
        assertEquals(d("10"), one(max(PRICES.price)));
        assertEquals(d("-3.00"), one(min(PRICES.cents)));
        assertEquals(5.725, one(avg(PRICES.price)));
        assertEquals(d("-3"), one(min(PRICES.price).filter(PRICES.price.lt(BigDecimal.ONE))));
    }

    @Test
    void groupsAndReturnsOnceByNumber() {
        assertEquals(List.of(3L, 1L), db.fetchAll(select(PRICES.price, count().as("n")).from(PRICES).where(PRICES.price.ge(NINE_AND_A_HALF))
                .groupBy(PRICES.price).orderBy(PRICES.price.desc())).join().stream().map(row -> row.get("n")).toList());
        assertEquals(List.of(d("10.00")), db.fetchAll(select(PRICES.cents).distinct().from(PRICES).where(PRICES.cents.ge(BigDecimal.TEN)))
                .join().stream().map(row -> row.get(0)).toList());
        assertEquals("10", ids(select(PRICES.price).from(PRICES).where(PRICES.price.eq(BigDecimal.TEN))
                .union(select(PRICES.price).from(PRICES).where(PRICES.id.in(4L, 6L)))));
        assertEquals(1, db.fetchAll(select(PRICES.price).from(PRICES).where(PRICES.id.eq(1L)).intersect(
                select(PRICES.cents).from(PRICES).where(PRICES.id.eq(4L)))).join().size());
        assertEquals(0, db.fetchAll(select(PRICES.price).from(PRICES).where(PRICES.id.eq(1L)).except(
                select(PRICES.cents).from(PRICES).where(PRICES.id.eq(6L)))).join().size());
        assertEquals(List.of(d("9.00"), d("10.00")), db.fetchAll(select(PRICES.price).from(PRICES).where(PRICES.id.eq(1L))
                .unionAll(select(PRICES.price).from(PRICES).where(PRICES.id.eq(2L))).orderBy(PRICES.price)).join().stream()
                .map(row -> row.get(0)).toList());
        assertEquals(List.of(d("10.00")), db.fetchAll(select(PRICES.cents).from(PRICES).groupBy(PRICES.cents)
                .having(sum(PRICES.cents).gt(d("29.9")))).join().stream().map(row -> ((BigDecimal) row.get(0)).setScale(2)).toList());
    }

    @Test
    void calculatesExactly() {
        assertEquals(d("0.3"), calculated(v("0.1").plus(v("0.2"))));
        assertEquals(d("-0.1"), calculated(v("0.1").minus(d("0.2"))));
        assertEquals(d("0.02"), calculated(v("0.1").times(d("0.2"))));
        assertEquals(d("3.3333333333333333"), calculated(v("10.00").dividedBy(d("3"))));
        assertEquals(d("1.00"), calculated(v("10.00").modulo(d("3"))));
        assertEquals(d("-1"), calculated(v("1").negate()));
        assertEquals(d("1.5"), calculated(Functions.abs(v("-1.5"))));
        assertEquals(d("2.68"), calculated(Functions.round(v("2.675"), 2)));
        assertEquals(d("-3"), calculated(Functions.floor(v("-2.1"))));
        assertEquals(d("-2"), calculated(Functions.ceil(v("-2.1"))));
        assertEquals(d("10"), calculated(Functions.greatest(v("9"), v("10"), v("9.9"))));
        assertEquals(d("9"), calculated(Functions.least(v("10"), v("9"))));
        assertEquals(3L, calculated(v("2.5").cast(Types.BIGINT)));
        assertEquals(0.1, calculated(v("0.1").cast(Types.DOUBLE)));
        assertEquals(d("2.35"), calculated(v("2.345").cast(Types.decimal(5, 2))));
        assertEquals(d("1E-40").setScale(40), calculated(v("1E-20").times(d("1E-20"))));
        assertEquals(d("10"), calculated(coalesce(value(null, Types.DECIMAL), d("10"))));
        assertEquals(null, calculated(v("1").dividedBy(BigDecimal.ZERO)));
        assertEquals(1, calculated(Functions.sign(v("1E-400"))));
        assertEquals("x", calculated(caseWhen(v("10.0").eq(v("9.9").plus(v("0.1")))).then("x").orElse("y")));
    }

    @Test
    void windowsAreExact() {
        List<Row> running = db.fetchAll(select(PRICES.id, sum(PRICES.cents).over(orderBy(PRICES.id)).as("s"),
                Windows.rank().over(orderBy(PRICES.cents.desc())).as("r"), min(PRICES.cents).over(orderBy(PRICES.id)
                        .rows(Windows.preceding(1), Windows.currentRow())).as("m")).from(PRICES).where(PRICES.cents.isNotNull())
                .orderBy(PRICES.id)).join();
        BigDecimal sum = BigDecimal.ZERO;
        String ranks = "";
        for (Row row : running) {
            sum = sum.add(db.fetchValue(select(PRICES.cents).from(PRICES).where(PRICES.id.eq(row.get("id", Long.class))), BigDecimal.class)
                    .join().get());
            assertEquals(0, sum.compareTo(row.get("s", BigDecimal.class)));
            ranks += row.get("r");
        }
        assertEquals("15418176", ranks.substring(0, 8));
        assertEquals(d("-3.00"), running.get(5).get("m"));
        UnsupportedRange.refused(db, select(sum(PRICES.quantity).over(orderBy(PRICES.cents).range(Windows.preceding(1),
                Windows.currentRow())).as("x")).from(PRICES));
    }

    /** What has no exact answer. */
    private static final class UnsupportedRange {
        static void refused(Database db, QueryExpression query) {
            assertEquals(ErrorKind.UNSUPPORTED, ((DatabaseException) assertThrows(CompletionException.class,
                    () -> db.fetchAll(query).join()).getCause()).kind());
        }
    }

    @Test
    void changesFindTheirRows() {
        assertEquals(3, db.execute(update(PRICES).set(PRICES.cents, PRICES.cents.plus(d("0.01"))).where(PRICES.cents.eq(BigDecimal.TEN)))
                .join().rowsAffected());
        assertEquals(3, db.execute(deleteFrom(PRICES).where(PRICES.cents.eq(d("10.01000")))).join().rowsAffected());
        assertEquals(d("9.5"), db.fetchValue(select(scalar(select(max(PRICES.price)).from(PRICES), Types.DECIMAL).as("x")), BigDecimal.class).join().get());
    }

    @Test
    void whatIsNoNumberIsSaidSo() {
        db.execute("INSERT INTO prices (id, price) VALUES (10, 'dear')").join();
        for (QueryExpression query : List.of(select(PRICES.id).from(PRICES).where(PRICES.price.gt(BigDecimal.ONE)),
                select(sum(PRICES.price)).from(PRICES), select(PRICES.id).from(PRICES).orderBy(PRICES.price))) {
            DatabaseException refused = (DatabaseException) assertThrows(CompletionException.class, () -> db.fetchAll(query).join()).getCause();
            assertEquals(ErrorKind.DATA, refused.kind());
            assertTrue(words(refused).contains("text that is no number") && !refused.getMessage().contains("dear"), refused.getMessage());
        }
    }
}
