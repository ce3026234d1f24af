// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.BoundBatch;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What must hold for every statement, whether it compiles or is refused. */
final class CompilerCheck {

    private static final Set<ErrorKind> REFUSALS = Set.of(ErrorKind.USAGE, ErrorKind.UNSUPPORTED, ErrorKind.VALUE_TOO_LARGE,
            ErrorKind.DATA);

    /** A number by itself in a list of terms. */
    private static final Pattern PLACE = Pattern.compile("(?<= |ON \\(|ROLLUP \\(|CUBE \\(|SETS \\(|\\(\\(|, \\()\\d+(?=[,) ]|$)");

    private final Dialect dialect;
    private final StatementCache cache = new StatementCache(64);
    private long compiled;
    private long refused;

    CompilerCheck(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The share of the statements that were not refused, in percent. */
    long share() {
        return 100 * compiled / Math.max(1, compiled + refused);
    }

    long count() {
        return compiled + refused;
    }

    /** What a call gave, or why it was refused. */
    private record Answer<T>(T value, ErrorKind refusal, String message) {

        static <T> Answer<T> of(Supplier<T> call) {
            try {
                return new Answer<>(call.get(), null, null);
            } catch (DatabaseException refused) {
                assertTrue(REFUSALS.contains(refused.kind()), () -> refused.kind() + ": " + refused.getMessage());
                assertFalse(refused.getMessage().contains(Choices.SECRET), refused.getMessage());
                return new Answer<>(null, refused.kind(), refused.getMessage());
            }
        }

        boolean refused() {
            return refusal != null;
        }
    }

    void check(long structure, long values, int size) {
        Answer<Trees> tree = Answer.of(() -> Trees.of(structure, values, size));
        Answer<Trees> other = Answer.of(() -> Trees.of(structure, values + 1, size));
        assertEquals(tree.message, other.message);
        if (tree.refused()) {
            refused++;
        } else if (tree.value.isDdl()) {
            count(ddl(tree.value));
        } else {
            count(statement(tree.value, other.value));
        }
    }

    private void count(boolean success) {
        if (success) {
            compiled++;
        } else {
            refused++;
        }
    }

    private boolean ddl(Trees tree) {
        if (tree.script() != null) {
            Answer<String> script = Answer.of(() -> dialect.print(tree.script()));
            assertEquals(script.message, Answer.of(() -> dialect.print(tree.script())).message);
            return !script.refused();
        }
        Answer<BoundStatement> first = Answer.of(() -> cache.compile(dialect, tree.statement(), Map.of()));
        Answer<String> text = Answer.of(() -> dialect.sql(tree.statement()));
        Answer<String> printed = Answer.of(() -> dialect.print(tree.statement()));
        assertEquals(first.message, text.message);
        assertEquals(first.message, printed.message);
        if (!first.refused()) {
            assertEquals(first.value.compiled().sql(), text.value);
            assertEquals(0, first.value.binds().length);
            assertTrue(Placeholders.count(dialect, text.value) == 0, text.value);
        }
        return !first.refused();
    }

    private boolean statement(Trees tree, Trees other) {
        Answer<BoundStatement> first = compile(tree);
        Answer<BoundStatement> again = compile(tree);
        Answer<String> text = Answer.of(() -> dialect.sql(tree.statement()));
        Answer<String> printed = Answer.of(() -> dialect.print(tree.statement()));
        assertEquals(first.message, again.message);
        if (first.refused()) {
            if (first.refusal != ErrorKind.DATA) {
                assertEquals(first.message, text.message);
            }
            return false;
        }
        bound(first.value);
        String sql = first.value.compiled().sql();
        assertEquals(sql, text.value);
        assertEquals(sql, again.value.compiled().sql());
        assertEquals(first.value.compiled().parameters(), again.value.compiled().parameters());
        otherValues(first.value, again.value, compile(other));
        batch(tree);
        assertFalse(printed.refused(), printed.message);
        printed(printed.value, names(first.value));
        return true;
    }

    private Answer<BoundStatement> compile(Trees tree) {
        return Answer.of(() -> cache.compile(dialect, tree.statement(), tree.parameters()));
    }

    private void bound(BoundStatement bound) {
        String sql = bound.compiled().sql();
        assertEquals(bound.compiled().parameters().size(), bound.binds().length, sql);
        assertEquals(bound.binds().length, Placeholders.count(dialect, sql), sql);
        assertFalse(sql.contains(Choices.SECRET), sql);
    }

    /**
     * The same structure with other values is the same text, and the same object where it is kept at all; but where a term equals what is
     * returned, values included, its place stands in its stead, and where a term must equal it, other values are refused.
     */
    private void otherValues(BoundStatement first, BoundStatement again, Answer<BoundStatement> other) {
        if (other.refused()) {
            assertTrue(other.message.contains("of a calculation with values that the select does not return"), other.message);
            return;
        }
        bound(other.value);
        String sql = first.compiled().sql();
        String otherSql = other.value.compiled().sql();
        if (!sql.equals(otherSql)) {
            assertNotEquals(places(sql), places(otherSql), () -> sql + "\n" + otherSql);
        } else if (first.compiled() == again.compiled()) {
            assertSame(first.compiled(), other.value.compiled(), sql);
        }
    }

    /** Each place, and how many placeholders stand before it. */
    private static List<String> places(String sql) {
        return PLACE.matcher(sql).results().map(place -> place.group() + " after "
                + sql.substring(0, place.start()).chars().filter(c -> c == '?' || c == '$').count()).toList();
    }

    private void batch(Trees tree) {
        Answer<BoundBatch> batch = Answer.of(() -> cache.compileMany(dialect, tree.statement(),
                List.of(tree.parameters(), tree.parameters())));
        if (!batch.refused()) {
            for (Object[] binds : batch.value.bindings()) {
                bound(new BoundStatement(batch.value.compiled(), binds));
            }
        }
    }

    /** What is printed for people is text of this database, in which no value is taken for a parameter, nor a parameter for a value. */
    private void printed(String sql, List<String> names) {
        if (sql.indexOf('?') < 0) {
            Map<String, Object> values = new HashMap<>();
            names.forEach(name -> values.put(name, null));
            BoundStatement bound = cache.compile(dialect, Sql.text(sql), values);
            assertEquals(names, names(bound), sql);
        }
    }

    /** The names of the parameters of a statement, in their order. */
    private static List<String> names(BoundStatement bound) {
        return bound.compiled().parameters().stream().map(Parameter::name).filter(Objects::nonNull).toList();
    }
}
