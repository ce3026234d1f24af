// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Text;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Any text at all, in the lexical rules of each dialect: it is taken, or refused with an error of ours that says where.
 * {@code scripts/fuzz} is the full run.
 */
class LexerFuzzTest {

    private static final String[] PIECES = {":a", ":b1", ":größe", ":", "::", ":=", "\\:", "?", "??", "?|", "?&", "'", "''", "\"", "`", "[",
        "]", "\\", "$", "$$", "$x$", "$1", "@v", "#", "--", "-- ", "/*", "*/", "/", "*", ";", "(", ")", ",", ".", "E'", "e'", "N'", "U&'",
        "\n", "\r\n", "\t", "\u000b", "\u00a0", "\0", "\u001a", "\ufeff", "\ud83d\ude00", "\ud800", "é", "1", "1e5", "0x1f", "x",
        "SELECT ", "INSERT INTO t ", "WITH ", "RETURNING ", "UPDATE ", "IN ", "NOT IN ", "= ANY", "VALUES ", "BEGIN", "EXPLAIN "};
    private static final Set<ErrorKind> REFUSALS = Set.of(ErrorKind.USAGE, ErrorKind.VALUE_TOO_LARGE);

    /** For one dialect. */
    abstract static class OnDialect {

        private final Dialect dialect;
        private final StatementCache cache = new StatementCache(64);

        OnDialect(Dialect dialect) {
            this.dialect = dialect;
        }

        @Property(edgeCases = EdgeCasesMode.NONE)
        void isTakenOrRefused(@ForAll("texts") String sql, @ForAll @IntRange(max = 30) int size) {
            if (sql.isBlank()) {
                return;
            }
            Text text = Sql.text(sql);
            try {
                Compiled compiled = cache.compileMany(dialect, text, List.of()).compiled();
                assertEquals(compiled.sql(), dialect.sql(text));
                assertSame(compiled, cache.compileMany(dialect, text, List.of()).compiled());
                Map<String, Object> values = new HashMap<>();
                compiled.parameters().forEach(parameter -> values.put(parameter.name(), 1));
                assertEquals(compiled.parameters().size(), cache.compile(dialect, text, values).binds().length);
                assertEquals(sql, dialect.print(text), "nothing is bound in it");
                lists(text, compiled, size);
            } catch (DatabaseException refused) {
                refused(refused, sql);
            }
        }

        /** A name can be given a list where the text says IN; elsewhere that is refused. */
        private void lists(Text text, Compiled compiled, int size) {
            Map<String, Object> values = new HashMap<>();
            compiled.parameters().forEach(parameter -> values.put(parameter.name(), Collections.nCopies(size, "x")));
            BoundStatement bound = cache.compile(dialect, text, values);
            assertEquals(bound.compiled().parameters().size(), bound.binds().length);
        }

        private void refused(DatabaseException refused, String sql) {
            assertTrue(REFUSALS.contains(refused.kind()), () -> refused.kind() + ": " + refused.getMessage());
            if (refused instanceof UsageException usage) {
                assertTrue(usage.position() >= -1 && usage.position() <= sql.length(), () -> usage.position() + " in " + sql);
            }
        }

        @Provide
        Arbitrary<String> texts() {
            Arbitrary<String> pieces = Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(PIECES)),
                    Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
            return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
        }
    }

    @Group
    class Sqlite extends OnDialect {
        Sqlite() {
            super(FuzzDialects.SQLITE);
        }
    }

    @Group
    class Postgres extends OnDialect {
        Postgres() {
            super(FuzzDialects.POSTGRES);
        }
    }

    @Group
    class MySql extends OnDialect {
        MySql() {
            super(FuzzDialects.MYSQL);
        }
    }

    @Group
    class MariaDb extends OnDialect {
        MariaDb() {
            super(FuzzDialects.MARIADB);
        }
    }

    @Group
    class Ansi extends OnDialect {
        Ansi() {
            super(FuzzDialects.ANSI);
        }
    }
}
