// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.tck.cases.Calls.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import io.colonnade.sql.UniqueConstraint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error says which statement it is about, and what is known of the constraint that was violated. */
class StatementErrorsOnEveryServerTest {

    private static final String SECRET = "hushhushhush";
    private static final Members MEMBERS = new Members();

    private static final class Members extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> code = column("code", Types.varchar(40), notNull());
        final Column<String> mail = column("mail", Types.varchar(40));
        final Column<Integer> hall = column("hall", Types.INTEGER);
        final Column<Integer> seat = column("seat", Types.INTEGER);
        final Index byMail = index(Index.on(mail).unique().named("one_mail"));

        Members() {
            super("told_members");
            primaryKeyName("the_member");
            constraint(UniqueConstraint.of(code).named("one_code"));
            constraint(UniqueConstraint.of(hall, seat));
            namingConvention(NamingConvention.STANDARD);
        }

        Insert row(int id, String code, String mail, int hall, int seat) {
            return insertInto(this).set(this.id, id).set(this.code, code).set(this.mail, mail).set(this.hall, hall).set(this.seat, seat);
        }
    }

    @BeforeEach
    void start() {
        drop();
        each(db -> db.execute(createAll(MetaData.of(MEMBERS))).join());
        each(db -> db.execute(MEMBERS.row(1, "a", "a@b", 1, 1)).join());
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute(dropTable(MEMBERS).ifExists()).join());
    }

    private static DatabaseException failure(CompletableFuture<?> future) {
        return assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, future::join).getCause());
    }

    private static void says(DatabaseException failure, String sql) {
        assertEquals(sql, failure.sql(), failure.toString());
        assertTrue(failure.getMessage().endsWith("[" + sql + "]"), failure.getMessage());
        assertEquals(failure.getMessage().indexOf(sql), failure.getMessage().lastIndexOf(sql), "once: " + failure.getMessage());
        assertFalse(text(failure).contains(SECRET), () -> "no value: " + text(failure));
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void theStatementAsItWasSent() {
        each(db -> {
            says(failure(db.fetchAll("SELECT no_such FROM told_members WHERE code = :code", SECRET)),
                    "SELECT no_such FROM told_members WHERE code = ?");
            says(failure(db.fetchAll("SELECT nothing FROM nowhere")), "SELECT nothing FROM nowhere");
            says(failure(db.transaction(tx -> tx.fetchAll("SELECT nothing FROM nowhere"))), "SELECT nothing FROM nowhere");
            says(failure(db.withConnection(c -> c.fetchAll("SELECT nothing FROM nowhere"))), "SELECT nothing FROM nowhere");
            says(failure(readAll(db.iterate("SELECT nothing FROM nowhere"))), "SELECT nothing FROM nowhere");
            DatabaseException batch = failure(db.executeMany("INSERT INTO told_members (id, code) VALUES (:id, :code)",
                    List.of(Map.of("id", 1, "code", SECRET))));
            says(batch, "INSERT INTO told_members (id, code) VALUES (?, ?)");
            DatabaseException expression = failure(db.execute(MEMBERS.row(2, "a", SECRET, 2, 2)));
            assertTrue(expression.sql().startsWith("INSERT INTO told_members ("), expression.sql());
            says(expression, expression.sql());
        });
    }

    @Test
    void theStatementAsItWasGivenIfItWasNotSent() {
        each(db -> {
            says(failure(db.fetchAll("SELECT :missing")), "SELECT :missing");
            says(failure(readAll(db.iterate("SELECT :missing"))), "SELECT :missing");
            says(failure(db.fetchAll("SELECT 'open", SECRET)), "SELECT 'open");
            says(failure(db.transaction(tx -> tx.execute("SELECT 1").thenCompose(x -> db.fetchAll("SELECT 2")))), "SELECT 2");
            assertNull(failure(db.transaction(tx -> CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.DATA, "x").build()))).sql());
        });
    }

    @Test
    void aLongTextIsCutInTheMessageAndWholeInSql() {
        each(db -> {
            String sql = "SELECT\n  nothing, '" + "\uD83D\uDE00x".repeat(5_000) + "'\n\tFROM nowhere";
            DatabaseException failure = failure(db.fetchAll(sql));
            assertEquals(sql, failure.sql());
            assertTrue(failure.getMessage().endsWith("…]"), failure.getMessage());
            String shown = failure.getMessage().substring(failure.getMessage().lastIndexOf(" [SELECT "));
            assertTrue(shown.startsWith(" [SELECT nothing, ") && shown.length() <= 205, shown);
            assertTrue(shown.codePoints().noneMatch(c -> c < ' ' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE), shown);
        });
    }

    private static ConstraintViolation violated(CompletableFuture<?> call) {
        return assertInstanceOf(StatementException.class, failure(call)).constraint().orElseThrow();
    }

    @Test
    void ofAnExpressionAKeyHasItsNameAndItsColumns() {
        each(db -> {
            assertKey("one_code", List.of("code"), violated(db.execute(MEMBERS.row(2, "a", "x", 2, 2))));
            assertKey("one_mail", List.of("mail"), violated(db.execute(MEMBERS.row(2, "b", "a@b", 2, 2))));
            assertKey("uq_told_members_hall_seat", List.of("hall", "seat"), violated(db.execute(MEMBERS.row(2, "b", "x", 1, 1))));
            db.execute(MEMBERS.row(2, "b", "b@b", 2, 2)).join();
            assertKey("one_code", List.of("code"), violated(db.execute(update(MEMBERS).set(MEMBERS.code, "a").where(MEMBERS.id.eq(2)))));
            assertKey("one_code", List.of("code"), violated(db.executeMany(insertInto(MEMBERS).set(MEMBERS.id, 3)
                    .set(MEMBERS.code, param("code", Types.varchar(40))), List.of(Map.of("code", "a")))));
            ConstraintViolation primary = violated(db.execute(MEMBERS.row(1, "c", "x", 3, 3)));
            assertEquals(List.of("id"), primary.columns());
            assertTrue(Set.of("the_member", "PRIMARY").contains(primary.name()), primary.name());
        });
    }

    private static void assertKey(String name, List<String> columns, ConstraintViolation violation) {
        assertEquals(ConstraintViolation.Type.UNIQUE, violation.type());
        assertEquals(name, violation.name());
        assertEquals(columns, violation.columns());
        assertEquals("told_members", violation.table());
    }

    @Test
    void ofRawTextItHasWhatTheServerTells() {
        String insert = "INSERT INTO told_members (id, code) VALUES (2, 'a')";
        only(Set.of(SQLITE), db -> assertEquals(List.of("code"), violated(db.execute(insert)).columns()));
        only(Set.of(SQLITE), db -> assertNull(violated(db.execute(insert)).name()));
        only(Set.of(MYSQL, MARIADB), db -> assertEquals("one_code", violated(db.execute(insert)).name()));
        only(Set.of(MYSQL, MARIADB), db -> assertEquals(List.of(), violated(db.execute(insert)).columns()));
    }
}
