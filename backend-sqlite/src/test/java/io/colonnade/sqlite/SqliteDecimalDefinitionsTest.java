// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.createTableAs;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Index;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file keeps of DECIMAL any program can read: nothing in it names a function that only our connections have. */
class SqliteDecimalDefinitionsTest {

    private static final BigDecimal LONG = new BigDecimal("1.0000000000000000001");

    private static final class Goods extends Table {
        private final Column<Long> id = column("id", Types.BIGINT);
        private final Column<BigDecimal> price = column("price", Types.decimal(10, 2));
        private final Column<BigDecimal> exact = column("exact", Types.DECIMAL);

        Goods(Function<Goods, Condition> check) {
            super("goods");
            constraint(new CheckConstraint("in_range", check.apply(this)));
            index(Index.on(price).where(price.ge(BigDecimal.ZERO)));
        }
    }

    private static final class Copy extends Table {
        private final Column<BigDecimal> price = column("price", Types.decimal(10, 2));

        Copy(String name) {
            super(name);
        }
    }

    @TempDir
    Path directory;

    private Database db;
    private final Goods goods = new Goods(g -> g.price.gt(BigDecimal.ZERO).and(g.price.between(BigDecimal.ZERO, new BigDecimal("9999.99"))));

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db")).join();
        db.execute(createTable(goods)).join();
        db.execute(createIndex(goods.indexes().get(0))).join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void insert(long id, String price) {
        db.execute(insertInto(goods).set(goods.id, id).set(goods.price, new BigDecimal(price)).set(goods.exact, LONG)).join();
    }

    private ErrorKind refused(Statement statement) {
        return ((DatabaseException) assertThrows(CompletionException.class, () -> db.execute(statement).join()).getCause()).kind();
    }

    @Test
    void checksCompareNumbersAndAnyProgramCanWrite() throws SQLException {
        insert(1, "10.00");
        insert(2, "9.00");
        for (String bad : new String[] {"-1", "0", "10000"}) {
            assertEquals(ErrorKind.CONSTRAINT, refused(insertInto(goods).set(goods.id, 3L).set(goods.price, new BigDecimal(bad))
                    .set(goods.exact, LONG)));
        }
        db.execute(createView(new Copy("dear"), select(goods.price).from(goods).where(goods.price.gt(new BigDecimal("9.5"))))).join();
        db.execute(createTableAs(new Copy("total"), select(sum(goods.price).as("price")).from(goods))).join();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"));
                java.sql.Statement statement = other.createStatement()) {
            statement.execute("INSERT INTO goods VALUES (4, '12.50', '1')");
            assertThrows(SQLException.class, () -> statement.execute("INSERT INTO goods VALUES (5, '-12.50', '1')"));
            statement.execute("ALTER TABLE goods RENAME TO wares");
            assertEquals("ok", one(statement, "PRAGMA integrity_check"));
            assertEquals("2", one(statement, "SELECT count(*) FROM dear"));
            assertEquals("19.00", one(statement, "SELECT price FROM total"));
            assertTrue(one(statement, "EXPLAIN QUERY PLAN SELECT * FROM wares WHERE CAST(price AS REAL) >= CAST('0' AS REAL) AND price = '9.00'")
                    .length() > 0);
            try (ResultSet kept = statement.executeQuery("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")) {
                while (kept.next()) {
                    assertFalse(kept.getString(1).contains("decimal_"), kept.getString(1));
                }
            }
        }
    }

    private static String one(java.sql.Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return sql.startsWith("EXPLAIN") ? rows.getString(4) : rows.getString(1);
        }
    }

    @Test
    void whatCannotBeExactIsRefused() {
        db.execute("DROP TABLE goods").join();
        assertEquals(ErrorKind.UNSUPPORTED, refused(createTable(new Goods(g -> g.exact.gt(BigDecimal.ONE)))));
        assertEquals(ErrorKind.UNSUPPORTED, refused(createTable(new Goods(g -> g.price.gt(LONG)))));
        assertEquals(ErrorKind.UNSUPPORTED, refused(createTable(new Goods(g -> g.price.plus(g.price).gt(BigDecimal.ONE)))));
        assertEquals(ErrorKind.UNSUPPORTED, refused(createView(new Copy("v"), select(sum(goods.price).as("price")).from(goods))));
        assertEquals(ErrorKind.UNSUPPORTED, refused(createView(new Copy("v"), select(goods.price).from(goods).distinct())));
        db.execute(createTable(new Goods(g -> g.exact.cast(Types.DOUBLE).gt(1.0)))).join();
    }
}
