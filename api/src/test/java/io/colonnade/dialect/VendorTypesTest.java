// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.function;
import static io.colonnade.sql.Sql.infix;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.prefix;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Expression;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TypeDefinition;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sql.VendorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only one database has: written as it is said for that one, refused for all others. */
class VendorTypesTest {

    private static final TypeDefinition LEAF = definition("leaf", "");
    private static final SqlType<String> TREE = SqlType.vendor(new VendorType("ansi", List.of(LEAF, definition("Tree", ""))), "\"Tree\"",
            String.class);

    private static VendorStatement own(String words) {
        return VendorStatement.of("ansi", "CREATE TYPE", "use text").words(words);
    }

    private static TypeDefinition definition(String name, String more) {
        return new TypeDefinition(null, name, own("CREATE TYPE ").name(name).words(more), own("CREATE TYPE IF NOT EXISTS ").name(name),
                own("DROP TYPE ").name(name), own("DROP TYPE IF EXISTS ").name(name));
    }

    private static final class Woods extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> tree = column("tree", TREE);

        Woods() {
            super("woods");
        }
    }

    private static final Woods WOODS = new Woods();

    private static <T> Expression<T> own(Expression<T> operand) {
        return new VendorExpression<>("ansi", operand, "do without");
    }

    private static DatabaseException refused(ErrorKind kind, Dialect dialect, Statement statement) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> dialect.sql(statement));
        assertEquals(kind, refused.kind());
        return refused;
    }

    @Test
    void isWrittenAsWhatItIs() {
        Expression<Integer> sum = own(infix("@", Precedence.OTHER, WOODS.id, WOODS.id.plus(1), Types.INTEGER));
        assertEquals("SELECT id @ (id + ?) AS a, (id @ (id + ?)) * ? AS b, f(~ id) AS c FROM woods", ANSI.sql(select(sum.as("a"),
                sum.times(2).as("b"), own(function("f", Types.INTEGER, own(prefix("~", WOODS.id, Types.INTEGER)))).as("c")).from(WOODS)));
    }

    @Test
    void othersRefuseItBeforeAnythingIsSent() {
        for (Map.Entry<Expression<?>, String> node : Map.<Expression<?>, String>of(
                infix("@", Precedence.OTHER, WOODS.id, WOODS.id, Types.INTEGER), "operator @",
                prefix("~", WOODS.id, Types.INTEGER), "operator ~",
                function("f", Types.INTEGER), "function f()",
                fragment("{0}::x", Types.INTEGER, WOODS.id), "{0}::x").entrySet()) {
            DatabaseException refused = refused(ErrorKind.UNSUPPORTED, POOR, select(own(node.getKey()).as("x")).from(WOODS));
            assertEquals(node.getValue() + " of ansi is not possible with dialect poor; do without", refused.getMessage());
        }
        assertEquals("CREATE TYPE of ansi is not possible with dialect poor; use text",
                refused(ErrorKind.UNSUPPORTED, POOR, own("CREATE TYPE x")).getMessage());
    }

    @Test
    void othersRefuseItsTypes() {
        List<Statement> statements = List.of(createTable(WOODS), insertInto(WOODS).set(WOODS.id, 1).set(WOODS.tree, "oak"),
                select(WOODS.tree).from(WOODS), select(WOODS.as("w").column(WOODS.tree)).from(WOODS.as("w")),
                select(value("oak", TREE).as("t")), select(WOODS.id.cast(TREE).as("t")).from(WOODS));
        for (Statement statement : statements) {
            ANSI.sql(statement);
            String message = refused(ErrorKind.UNSUPPORTED, POOR, statement).getMessage();
            assertTrue(message.startsWith("type \"Tree\" of ansi is not possible with dialect poor; use one of the portable types"), message);
        }
    }

    @Test
    void aConvertedTypeStaysWhoseItIs() {
        SqlType<Integer> rings = SqlType.converted(TREE, Integer.class, new Converter<>() {
            @Override
            public String toDatabase(Integer value) {
                return value.toString();
            }

            @Override
            public Integer fromDatabase(String value) {
                return Integer.valueOf(value);
            }
        });
        refused(ErrorKind.UNSUPPORTED, POOR, select(value(1, rings).as("t")));
        assertEquals("SELECT ? AS t", ANSI.sql(select(value(1, rings).as("t"))));
    }

    @Test
    void valuesAreCastWhereTheTypeSaysSo() {
        SqlType<String> cast = SqlType.vendor(new VendorType("ansi", List.of(), true), "t", String.class);
        final class Cast extends Table {
            final Column<String> c = column("c", cast, defaultValue("x"));

            Cast() {
                super("cast_values");
            }
        }
        Cast table = new Cast();
        assertEquals("SELECT CAST(? AS t) AS v FROM cast_values WHERE c = CAST(? AS t) AND c = CAST(? AS t)", ANSI.sql(select(
                value("x", cast).as("v")).from(table).where(table.c.eq("y")).where(table.c.eq(param("p", cast)))));
        assertEquals("INSERT INTO cast_values (c) VALUES (CAST(? AS t))", ANSI.sql(insertInto(table).set(table.c, "z")));
        assertEquals("CREATE TABLE cast_values (c t DEFAULT CAST('x' AS t))", ANSI.sql(createTable(table)));
    }

    @Test
    void onlyReadsIfItsAuthorSaysSo() {
        Expression<Integer> sum = infix("@", Precedence.OTHER, WOODS.id, WOODS.id, Types.INTEGER);
        Expression<Integer> call = function("f", Types.INTEGER, WOODS.id);
        assertTrue(readsOnly(own(sum)));
        assertTrue(readsOnly(own(function("f", Types.INTEGER, WOODS.id).asPure())));
        assertFalse(readsOnly(own(call)));
        assertFalse(readsOnly(own(infix("@", Precedence.OTHER, WOODS.id, call, Types.INTEGER))));
    }

    private static boolean readsOnly(Expression<?> expression) {
        return new StatementCache(10).compile(ANSI, select(expression.as("x")).from(WOODS), Map.of()).compiled().readOnly();
    }

    @Test
    void aStatementIsWrittenPieceByPiece() {
        VendorStatement statement = own("A ").name("s", "Order").words(" (").literal("it's").words(" ").type(TREE).words(") DEFAULT ")
                .expression(value(2)).words(" ").quoted(own("B ").literal("it's"));
        assertEquals("A s.\"Order\" ('it''s' \"Tree\") DEFAULT 2 'B ''it''''s'''", ANSI.sql(statement));
    }

    @Test
    void typesAreCreatedBeforeTablesAndDroppedBehindThem() {
        MetaData all = MetaData.of(WOODS);
        assertEquals("""
                CREATE TYPE leaf;
                CREATE TYPE "Tree";
                CREATE TABLE woods (id INTEGER NOT NULL PRIMARY KEY, tree "Tree");""", ANSI.print(createAll(all)));
        assertEquals("""
                CREATE TYPE IF NOT EXISTS leaf;
                CREATE TYPE IF NOT EXISTS "Tree";
                CREATE TABLE IF NOT EXISTS woods (id INTEGER NOT NULL PRIMARY KEY, tree "Tree");""", ANSI.print(createAll(all).ifNotExists()));
        assertEquals("DROP TABLE woods;\nDROP TYPE \"Tree\";\nDROP TYPE leaf;", ANSI.print(dropAll(all)));
        assertEquals("DROP TABLE IF EXISTS woods;\nDROP TYPE IF EXISTS \"Tree\";\nDROP TYPE IF EXISTS leaf;",
                ANSI.print(dropAll(all).ifExists()));
    }

    @Test
    void aTypeIsDefinedOnce() {
        final class Park extends Table {
            Park() {
                super("park");
                column("leaf", SqlType.vendor(new VendorType("ansi", List.of(definition("leaf", " x"))), "leaf", String.class));
            }
        }
        DatabaseException refused = assertThrows(DatabaseException.class, () -> MetaData.of(WOODS, new Park()));
        assertEquals(ErrorKind.USAGE, refused.kind());
        assertTrue(refused.getMessage().startsWith("column park.leaf has a type leaf that another column defines in another way"),
                refused.getMessage());
    }
}
