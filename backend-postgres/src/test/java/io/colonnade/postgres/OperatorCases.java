// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.select;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expressions that only PostgreSQL has: what each becomes, that every other database refuses it, and what the newest and the oldest server
 * that is supported make of it, in text and in binary form.
 */
abstract class OperatorCases {

    /** More than the runs after which the driver lets the server prepare a statement, and values pass in binary form. */
    static final int RUNS = 7;

    /** A database that has all that the language's own nodes can be. */
    private static final Dialect OTHER = Dialect.builder("sqlite").with(Feature.values()).lexicalRules(PostgresDialect.ASSUMED.lexicalRules())
            .build();

    /**
     * One expression on the one row of the table.
     *
     * @param sql its text
     * @param value its value
     */
    record Case(String sql, Expression<?> expression, Object value) {
    }

    abstract List<Case> cases();

    /** The table whose columns they name. */
    abstract Table table();

    /** Creates the table and fills in its row. */
    abstract void create(Database db);

    private Statement statement(Case one) {
        return select(one.expression().as("x")).from(table());
    }

    @Test
    final void eachIsWritten() {
        assertAll(cases().stream().map(one -> () -> assertEquals("SELECT " + one.sql() + " AS x FROM " + table().name(),
                PostgresDialect.ASSUMED.sql(statement(one)))));
    }

    @Test
    final void everyOtherDatabaseRefusesEach() {
        assertAll(cases().stream().map(one -> () -> unsupported(statement(one), one.sql())));
    }

    /** The statement is refused by another dialect, and the error says what to write instead. */
    static void unsupported(Statement statement, String what) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> OTHER.sql(statement), what);
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind(), what);
        assertTrue(words(refused).matches(".+ of postgresql is not possible with dialect sqlite; [a-z].+"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    final void eachGivesItsValue(int version) {
        on(version, db -> {
            PostgresTestCase.await(db.execute("DROP TABLE IF EXISTS " + table().name()));
            create(db);
            try {
                assertAll(cases().stream().map(one -> () -> gives(db, one)));
            } finally {
                PostgresTestCase.await(db.execute("DROP TABLE " + table().name()));
            }
        });
    }

    private void gives(Database db, Case one) {
        for (int i = 0; i < RUNS; i++) {
            Object value = PostgresTestCase.await(db.fetchExactlyOne(statement(one))).get(0);
            assertTrue(Objects.deepEquals(one.value(), value), () -> one.sql() + " is " + shown(value) + ", not " + shown(one.value()));
        }
    }

    private static String shown(Object value) {
        return value instanceof Object[] array ? List.of(array).toString() : String.valueOf(value);
    }

    /** The server answers the statement by an index. */
    static void finds(Database db, String index, Statement statement) {
        String plan = PostgresTestCase.await(db.transaction(tx -> tx.execute("SET LOCAL enable_seqscan = off").thenCompose(done ->
                tx.fetchAll("EXPLAIN " + PostgresDialect.ASSUMED.print(statement).replace("?", "??"))))).stream().map(Row::toList).toList().toString();
        assertTrue(plan.contains(index), plan);
    }

    static void on(int version, Consumer<Database> work) {
        try (Database db = Database.open(Servers.url(version).reveal() + "?max_size=1").join()) {
            work.accept(db);
        }
    }
}
