// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.INDEXED;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Index;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a backend's own module adds to the language: expressions that other databases refuse, functions in FROM, operator classes. */
class VendorSqlTest {

    /** An expression with a method of its own, as a module would define it. */
    record Own<T>(Expression<T> operand) implements ExpressionView<T> {

        Own<T> and(T right) {
            return new Own<>(vendor(infix("@", Precedence.OTHER, operand, value(right, type()), type())));
        }
    }

    private final StatementCache cache = new StatementCache(10);

    private static <T> VendorExpression<T> vendor(Expression<T> operand) {
        return new VendorExpression<>("ansi", operand, "use contains(…)");
    }

    private static Own<Long> own(Expression<Long> left, long right) {
        return new Own<>(left).and(right);
    }

    private BoundStatement bound(Statement statement) {
        return cache.compile(ANSI, statement, Map.of());
    }

    private static void sql(Dialect dialect, String expected, Statement statement) {
        assertEquals(expected, dialect.sql(statement));
    }

    private static void unsupported(Dialect dialect, String message, Statement statement) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> dialect.sql(statement));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void isWrittenAsWhatItStandsFor() {
        Select select = select(own(NOTES.id.plus(1L), 2).and(3L), vendor(function("f", Types.TEXT)), new Own<>(NOTES.text).as("x"))
                .from(NOTES).where(condition(vendor(infix("~", Precedence.OTHER, NOTES.text, value("a"), Types.BOOLEAN)))
                        .and(NOTES.completed));
        sql(ANSI, "SELECT ((id + ?) @ ?) @ ? AS column_1, f() AS f, text AS x FROM notes WHERE text ~ ? AND completed", select);
        assertEquals(List.of(1L, 2L, 3L, "a"), List.of(bound(select).binds()));
        assertEquals(Types.BIGINT, own(NOTES.id, 1).type());
        assertEquals(own(NOTES.id, 1), own(NOTES.id, 1));
        refused("eq(null) on operator @", () -> own(NOTES.id, 1).eq((Long) null));
        refused("eq(null) on column notes.id", () -> new Own<>(NOTES.id).eq((Long) null));
    }

    @Test
    void everyOtherDialectRefusesIt() {
        String message = "operator @ of ansi is not possible with dialect poor; use contains(…)";
        unsupported(POOR, message, select(own(NOTES.id, 1)).from(NOTES));
        unsupported(POOR, message, select(own(NOTES.id, 1).plus(1L)).from(NOTES));
        unsupported(POOR, message, deleteFrom(NOTES).where(own(NOTES.id, 1).eq(1L)));
        unsupported(POOR, "operator @ of ansi is not possible with dialect poor; use contains(…)",
                select(vendor(prefix("@", NOTES.id, Types.BIGINT))).from(NOTES));
        unsupported(POOR, "function f() of ansi is not possible with dialect poor; use contains(…)", select(vendor(function("f",
                Types.TEXT))));
        unsupported(POOR, "a[1] of ansi is not possible with dialect poor; use contains(…)", select(vendor(fragment("a[1]", Types.TEXT))));
        unsupported(POOR, "the text of ansi is not possible with dialect poor; leave it out",
                select(new VendorExpression<>("ansi", NOTES.text, "the text", "leave it out")).from(NOTES));
        cache.compile(ANSI, select(own(NOTES.id, 1)).from(NOTES), Map.of());
        Expression<Long> operand = infix("@", Precedence.OTHER, NOTES.id, value(1L), Types.BIGINT);
        assertThrows(DatabaseException.class, () -> cache.compile(ANSI, select(new VendorExpression<>("other", operand, "no")).from(NOTES),
                Map.of()), "another dialect's is another statement, though its text would be the same");
    }

    @Test
    void itsOperatorOnlyReadsAndItsOperandsAndFunctionsMayWrite() {
        assertTrue(bound(select(own(NOTES.id, 1).and(2L)).from(NOTES)).compiled().readOnly());
        assertFalse(bound(select(own(function("nextval", Types.BIGINT), 1))).compiled().readOnly());
        assertFalse(bound(select(new Own<>(function("nextval", Types.BIGINT)))).compiled().readOnly());
        assertFalse(bound(select(vendor(function("nextval", Types.BIGINT)))).compiled().readOnly());
        assertTrue(bound(select(vendor(function("sqrt", Types.BIGINT).asPure()))).compiled().readOnly());
        assertTrue(bound(select(vendor(fragment("a", Types.BIGINT)))).compiled().readOnly());
    }

    private static TableFunction series(Expression<Long> end) {
        return tableFunction("numbers", function("generate_series", Types.BIGINT, value(1L), end)).declare("n", Types.BIGINT);
    }

    @Test
    void functionsAreReadLikeTables() {
        TableFunction one = series(value(3L));
        sql(ANSI, "SELECT n + ? AS column_1 FROM generate_series(?, ?) AS numbers (n)",
                select(one.column("n", Types.BIGINT).plus(5L)).from(one));
        TableFunction each = series(NOTES.id);
        Select joined = select(NOTES.text, each.column("n", Types.BIGINT)).from(NOTES).leftJoin(each, each.column("n",
        Types.BIGINT).gt(1L));
        sql(ANSI, "SELECT notes.text, numbers.n FROM notes LEFT JOIN generate_series(?, notes.id) AS numbers (n) ON numbers.n > ?", joined);
        sql(OTHER, "SELECT notes.text, numbers.n FROM notes LEFT JOIN generate_series(?, notes.id) AS numbers ON numbers.n > ?", joined);
        sql(ANSI, "SELECT id FROM notes WHERE EXISTS (SELECT numbers.n FROM generate_series(?, notes.id) AS numbers (n))",
                select(NOTES.id).from(NOTES).where(exists(select(each.column("n", Types.BIGINT)).from(each))));
        sql(ANSI, "SELECT TRUE AS column_1 FROM f() AS f", select(and()).from(tableFunction("f", function("f", Types.TEXT))));
        sql(ANSI, "DELETE FROM notes USING generate_series(?, ?) AS numbers (n) WHERE notes.id = numbers.n",
                deleteFrom(NOTES).using(one).where(NOTES.id.eq(one.column("n", Types.BIGINT))));
        assertFalse(bound(joined).compiled().readOnly());
        unsupported(POOR, "function f() of ansi is not possible with dialect poor; use contains(…)",
                select(and()).from(tableFunction("f", vendor(function("f", Types.TEXT)))));
    }

    @Test
    void otherFunctionsAreOtherStatements() {
        TableFunction one = series(value(3L));
        Compiled first = bound(select(and()).from(one)).compiled();
        assertEquals(first, bound(select(and()).from(series(value(4L)))).compiled());
        for (TableFunction other : List.of(series(value(3L).plus(1L)), one.declare("m", Types.BIGINT),
                new TableFunction("others", one.call(), one.columnNames(), one.types()))) {
            assertNotSame(first, bound(select(and()).from(other)).compiled());
        }
    }

    private static void refused(String message, Runnable work) {
        UsageException refused = assertThrows(UsageException.class, work::run);
        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }

    @Test
    void nonsenseInFromIsRefused() {
        TableFunction each = series(NOTES.id);
        refused("table function f needs a call of a function, not column notes.id", () -> tableFunction("f", NOTES.id));
        refused("column n of table function numbers is declared twice", () -> each.declare("n", Types.TEXT));
        refused("table function numbers has no column m; it has [n]", () -> each.column("m", Types.TEXT));
        refused("column numbers.n is BIGINT, not TEXT", () -> each.column("n", Types.TEXT));
        refused("belongs to table notes, which cannot be named here", () -> ANSI.sql(select(and()).from(each)));
        refused("belongs to table function numbers, which is not in FROM", () -> ANSI.sql(select(each.column("n",
                Types.BIGINT)).from(NOTES)));
        refused("which is not in FROM up to", () -> ANSI.sql(select(and()).from(INDEXED).crossJoin(each).crossJoin(NOTES)));
    }

    /** Indexes with classes of operators. */
    static final class Classes extends Table {
        final io.colonnade.sql.Column<String> text = column("text", Types.TEXT);
        final Index index = index(Index.on(text.desc(), lower(text)).operatorClass(text, "text_pattern_ops").operatorClass(lower(text),
                "own.text_ops").named("i"));

        Classes() {
            super("t");
        }
    }

    @Test
    void indexesWithClassesOfOperators() {
        Classes table = new Classes();
        sql(ANSI, "CREATE INDEX i ON t (text text_pattern_ops DESC, (lower(text)) own.text_ops)", createIndex(table.index));
        unsupported(OTHER.toBuilder().with(Feature.EXPRESSION_INDEXES).build(),
                "index i with operator class text_pattern_ops is not possible with dialect other; leave operatorClass(…) out",
                createIndex(table.index));
        refused("has an operator class in an index that it is no part of", () -> Index.on(INDEXED.text).operatorClass(INDEXED.rank, "a"));
        refused("is no name", () -> Index.on(INDEXED.text).operatorClass(INDEXED.text, "a) WHERE (b"));
        assertEquals(Map.of(), INDEXED.byText.operatorClasses());
    }
}
