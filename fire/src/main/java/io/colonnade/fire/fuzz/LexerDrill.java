// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import io.colonnade.Database;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.sql.Sql;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Any text as a statement, by the lexical rules of one dialect: it is taken with a value for each of its parameters, or refused in words. */
public final class LexerDrill implements Drill {

    private static final int PER_ROUND = 1_000;
    private static final int MOST_PIECES = 24;
    private static final int CACHED = 64;
    private static final List<String> PIECES = List.of(":a", ":b1", ":größe", ":", "::", ":=", "\\:", "?", "??", "?|", "?&", "'", "''", "\"", "`",
            "[", "]", "\\", "$", "$$", "$x$", "$1", "@v", "#", "--", "-- ", "/*", "/*!", "/*!50000 ", "*/", "/", "*", ";", "(", ")", ",", ".", "E'",
            "e'", "N'", "U&'", "x'", "\n", "\r\n", "\t", "\u000b", "\u00a0", "\0", "\u001a", "\ufeff", "😀", "\ud800", "é", "1", "1e5", "0x1f", "x",
            "SELECT ", "INSERT INTO t ", "WITH ", "RETURNING ", "UPDATE ", "IN ", "NOT IN ", "= ANY", "VALUES ", "BEGIN", "EXPLAIN ", "PRAGMA ",
            "CREATE FUNCTION ", "END");

    private final Dialect dialect;
    private final StatementCache cache = new StatementCache(CACHED);

    /** By the rules of a database, which itself is left alone. */
    public LexerDrill(Target target) {
        dialect = Database.dialectOf(target.url().scheme());
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) {
        for (int i = 0; i < PER_ROUND; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = 1 + random.nextInt(MOST_PIECES); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            read(text.toString(), random.nextInt(30), figures);
        }
    }

    private void read(String text, int size, Figures figures) {
        if (text.isBlank()) {
            return;
        }
        try {
            Compiled compiled = cache.compileMany(dialect, Sql.text(text), List.of()).compiled();
            figures.expect(compiled.sql().equals(dialect.sql(Sql.text(text))), text + " is another text the second time");
            figures.expect(binds(text, compiled, 1) == compiled.parameters().size(), text + " has other parameters than values");
            figures.count("taken");
            binds(text, compiled, Collections.nCopies(size, "x"));
            figures.count("taken with lists");
        } catch (DatabaseException refused) {
            figures.expect(refused.kind() == ErrorKind.USAGE || refused.kind() == ErrorKind.VALUE_TOO_LARGE, text + ": " + refused);
            figures.expect(!(refused instanceof UsageException usage) || usage.position() >= -1 && usage.position() <= text.length(),
                    text + ": refused at no place in it");
            figures.count("refused");
        } catch (RuntimeException | Error thrown) {
            figures.fault(text + " threw " + thrown);
        }
    }

    private int binds(String text, Compiled compiled, Object value) {
        Map<String, Object> values = new HashMap<>();
        compiled.parameters().forEach(parameter -> values.put(parameter.name(), value));
        BoundStatement bound = cache.compile(dialect, Sql.text(text), values);
        return bound.binds().length;
    }

    @Override
    public void finish(Figures figures) {
    }

    @Override
    public void close() {
    }
}
