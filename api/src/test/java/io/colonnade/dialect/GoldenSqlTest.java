// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.ODD;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenSqlTest {

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(String ansi, String poor, Statement statement) {
        assertEquals(ansi, cache.compile(ANSI, statement, Map.of()).compiled().sql());
        assertEquals(poor, cache.compile(POOR, statement, Map.of()).compiled().sql());
    }

    private void assertItem(String ansi, String poor, SelectItem item) {
        assertSql("SELECT " + ansi + " AS x FROM notes", "SELECT " + poor + " AS x FROM notes",
                select(item instanceof Expression<?> expression ? expression.as("x") : item).from(NOTES));
    }

    private void assertWhere(String sql, Expression<Boolean> condition, Object... binds) {
        BoundStatement bound = cache.compile(ANSI, select(NOTES.id).from(NOTES).where(condition), Map.of());
        assertEquals("SELECT id FROM notes WHERE " + sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
    }

    @Test
    void selectWithEveryClause() {
        Labelled<Long> number = count().as("number");
        Select select = select(NOTES.completed, number).distinct().from(NOTES).join(TAGS, TAGS.note.eq(NOTES.id))
                .where(NOTES.text.like("a%")).groupBy(NOTES.completed).having(count().gt(1L)).orderBy(number.desc(), NOTES.completed)
                .limit(10).offset(20);
        assertSql("SELECT DISTINCT notes.completed, count(*) AS number FROM notes JOIN app.tags ON tags.note = notes.id WHERE notes.text "
                + "LIKE ? GROUP BY notes.completed HAVING count(*) > ? ORDER BY number DESC, notes.completed LIMIT ? OFFSET ?",
                "SELECT DISTINCT notes.completed, count(*) AS number FROM notes JOIN app.tags ON tags.note = notes.id WHERE notes.text "
                + "LIKE $1 GROUP BY notes.completed HAVING count(*) > $2 ORDER BY number DESC, notes.completed LIMIT $3 OFFSET $4", select);
    }
}
