// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.tck.cases.Calls.readAll;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.sql.Column;
import io.colonnade.sql.Converter;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Text;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails after the server has answered has taken effect, and the error says so. */
class OutcomesOnEveryServerTest {

    private record Small(byte a) {
    }

    private record Refusing(int a) {
        Refusing {
            throw new AssertionError("on purpose");
        }
    }

    private static final class Outcomes extends Table {
        final Column<String> a = column("a", SqlType.converted(Types.INTEGER, String.class, new Converter<>() {
            @Override
            public Integer toDatabase(String value) {
                return Integer.valueOf(value);
            }

            @Override
            public String fromDatabase(Integer value) {
                throw new IllegalStateException("on purpose");
            }
        }));

        Outcomes() {
            super("outcomes");
        }
    }

    private static final Outcomes OUTCOMES = new Outcomes();

    /** Calls that store the rows 300 and 301 and cannot make of them what they were asked for. */
    private static final Map<String, Function<Queries, CompletableFuture<?>>> CALLS = Map.of(
            "a number that is too narrow", q -> q.fetchValue("INSERT INTO outcomes VALUES (300), (301) RETURNING a", Byte.class),
            "more rows than one", q -> q.fetchExactlyOne("INSERT INTO outcomes VALUES (300), (301) RETURNING a"),
            "a component that is too narrow", q -> q.fetchAll("INSERT INTO outcomes VALUES (300), (301) RETURNING a", Small.class),
            "a component without a column", q -> q.fetchAll("INSERT INTO outcomes VALUES (300), (301) RETURNING a AS other", Small.class),
            "a record that throws", q -> q.fetchOne("INSERT INTO outcomes VALUES (300), (301) RETURNING a", Refusing.class),
            "a converter that throws", q -> q.fetchValue(insertInto(OUTCOMES).columns(OUTCOMES.a).values("300").values("301")
                    .returning(OUTCOMES.a), String.class));

    private static final Set<String> RETURNING = allBut(MYSQL);

    @BeforeEach
    void start() {
        drop();
        each(db -> db.execute("CREATE TABLE outcomes (a INTEGER)").join());
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute("DROP TABLE IF EXISTS outcomes").join());
    }

    private static DatabaseException failure(CompletableFuture<?> future) {
        return assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, future::join).getCause());
    }

    private static long rows(Database db) {
        return db.fetchValue("SELECT count(*) FROM outcomes", Long.class).join().get();
    }

    private static DatabaseException unread(StatementOutcome outcome, String what, CompletableFuture<?> call) {
        DatabaseException failure = failure(call);
        assertEquals(outcome, failure.outcome(), what + ": " + failure.getMessage());
        assertFalse(failure.retrySafe(), what);
        assertTrue(failure.connectionUsable(), what);
        assertTrue(Set.of(ErrorKind.DATA, ErrorKind.USAGE).contains(failure.kind()), failure::toString);
        assertTrue(words(failure).contains("the statement itself took effect"), failure::getMessage);
        assertTrue(failure.sql().contains("INSERT INTO outcomes"), failure::sql);
        return failure;
    }

    @Test
    void anAutocommittedStatementIsApplied() {
        only(RETURNING, db -> CALLS.forEach((what, call) -> {
            unread(StatementOutcome.APPLIED, what, call.apply(db));
            assertEquals(2, rows(db), what);
            unread(StatementOutcome.APPLIED, what, db.withConnection(connection -> call.apply(connection).thenApply(x -> x)));
            assertEquals(4, rows(db), what);
            db.execute("DELETE FROM outcomes").join();
        }));
    }

    @Test
    void oneInATransactionIsLeftToTheEndOfThat() {
        only(RETURNING, db -> CALLS.forEach((what, call) -> {
            db.transaction(tx -> call.apply(tx).handle((value, thrown) -> {
                unread(StatementOutcome.UNKNOWN, what, CompletableFuture.failedFuture(((CompletionException) wrapped(thrown)).getCause()));
                return null;
            })).join();
            assertEquals(2, rows(db), what + ", committed");
            failure(db.transaction(tx -> call.apply(tx).thenApply(x -> x)));
            assertEquals(2, rows(db), what + ", rolled back");
            db.withConnection(connection -> connection.begin().thenCompose(tx -> connection.fetchExactlyOne(
                    "INSERT INTO outcomes VALUES (300), (301) RETURNING a").handle((row, thrown) -> {
                        assertEquals(StatementOutcome.UNKNOWN, ((DatabaseException) wrapped(thrown).getCause()).outcome());
                        return tx.rollback();
                    }).thenCompose(end -> end))).join();
            assertEquals(2, rows(db), what + ", on the connection itself");
            db.execute("DELETE FROM outcomes").join();
        }));
    }

    /** The driver itself refuses to read it. */
    @Test
    void aTypedColumnThatIsTooNarrow() {
        only(Set.of(SQLITE, POSTGRES_14, POSTGRES_18), db -> {
            db.execute("DROP TABLE IF EXISTS outcomes_wide").join();
            db.execute("CREATE TABLE outcomes_wide (a BIGINT)").join();
            Text insert = text("INSERT INTO outcomes_wide VALUES (5000000000), (2) RETURNING a").column("a", Types.INTEGER);
            DatabaseException failure = failure(db.fetchAll(insert));
            assertEquals(ErrorKind.DATA, failure.kind(), failure.getMessage());
            assertEquals(StatementOutcome.APPLIED, failure.outcome(), failure.getMessage());
            assertEquals(StatementOutcome.APPLIED, failure(readAll(db.iterate(insert))).outcome());
            assertEquals(4L, db.fetchValue("SELECT count(*) FROM outcomes_wide", Long.class).join().get());
            db.transaction(tx -> tx.fetchAll(insert).handle((rows, thrown) -> {
                assertEquals(StatementOutcome.UNKNOWN, ((DatabaseException) wrapped(thrown).getCause()).outcome());
                return tx.execute("INSERT INTO outcomes_wide VALUES (3)");
            }).thenCompose(next -> next)).join();
            assertEquals(7L, db.fetchValue("SELECT count(*) FROM outcomes_wide", Long.class).join().get(), "the transaction goes on");
            db.execute("DROP TABLE outcomes_wide").join();
        });
    }

    private static Throwable wrapped(Throwable thrown) {
        return thrown instanceof CompletionException ? thrown : new CompletionException(thrown);
    }

    @Test
    void aQueryThatIsKnownToChangeNothingIsNotApplied() {
        each(db -> {
            db.execute("INSERT INTO outcomes VALUES (300)").join();
            assertEquals(StatementOutcome.NOT_APPLIED, failure(db.fetchValue(select(OUTCOMES.a).from(OUTCOMES), String.class)).outcome());
        });
    }

    @Test
    void aQueryThatMayChangeSomethingIsNotCalledHarmless() {
        only(Set.of(POSTGRES_14, POSTGRES_18), db -> {
            String writes = "WITH w AS (INSERT INTO outcomes VALUES (300) RETURNING a) SELECT a FROM w";
            assertEquals(StatementOutcome.APPLIED, failure(db.fetchValue(writes, Byte.class)).outcome());
            assertEquals(1, rows(db));
        });
    }

    @Test
    void aScriptThatFailsInTheMiddleSaysWhatStands() {
        MetaData tables = MetaData.of(new Table("outcomes_new") {
            final Column<Integer> a = column("a", Types.INTEGER);
        }, new Table("outcomes") {
            final Column<Integer> a = column("a", Types.INTEGER);
        });
        each(db -> {
            DatabaseException failure = failure(db.execute(createAll(tables)));
            boolean kept = db.catalog().tableNames().join().contains("outcomes_new");
            assertEquals(ErrorKind.ALREADY_EXISTS, failure.kind(), failure.getMessage());
            assertEquals(kept ? StatementOutcome.APPLIED : StatementOutcome.NOT_APPLIED, failure.outcome(), failure.getMessage());
            assertEquals(kept, words(failure).contains("before this one took effect"), failure.getMessage());
            assertTrue(failure.sql().startsWith("CREATE TABLE"), failure.sql());
            db.execute("DROP TABLE IF EXISTS outcomes_new").join();
        });
        only(Set.of(MYSQL, MARIADB), db -> assertEquals(StatementOutcome.NOT_APPLIED,
                failure(db.execute(createAll(MetaData.of(OUTCOMES)))).outcome(), "nothing stood before it"));
        each(db -> db.execute(dropTable(OUTCOMES)).join());
        start();
    }

    @Test
    void aBatchIsAppliedWholeOrNotAtAll() {
        each(db -> {
            db.execute("CREATE UNIQUE INDEX outcomes_a ON outcomes (a)").join();
            DatabaseException failure = failure(db.executeMany("INSERT INTO outcomes VALUES (:a)", List.of(Map.of("a", 1), Map.of("a", 1))));
            assertEquals(StatementOutcome.NOT_APPLIED, failure.outcome());
            assertEquals(0, rows(db));
            assertTrue(failure.sql().contains("INSERT INTO outcomes"), failure.sql());
        });
    }
}
