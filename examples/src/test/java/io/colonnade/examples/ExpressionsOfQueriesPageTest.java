// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Aggregates.rollup;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.recursive;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Sql.valuesTable;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sql.Windows.currentRow;
import static io.colonnade.sql.Windows.partitionBy;
import static io.colonnade.sql.Windows.preceding;
import static io.colonnade.sql.Windows.rowNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.CommonTable;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.ValuesTable;
import org.junit.jupiter.api.Test;

/** The snippets of docs/expressions.md on queries, and the SQL that the page says they become. */
class ExpressionsOfQueriesPageTest extends PortablePage {

    private int rows(Statement statement) {
        return db.fetchAll(statement).join().size();
    }

    @Test
    void setOperations() {
        // snippet: query-set-operations
        Select urgent = select(NOTES.author).from(NOTES).where(NOTES.priority.gt(2));
        Select finished = select(NOTES.author).from(NOTES).where(NOTES.completed.eq(true));
        Select silent = select(NOTES.author).from(NOTES).where(NOTES.text.isNull());
        QueryExpression names = urgent.except(finished.union(silent)).orderBy(NOTES.author).limit(10);
        // end
        assertSql("query-set-operations", names);
        assertTable("`urgent.except(…)`", names, sql -> sql);
        assertEquals(2, rows(names));
    }

    @Test
    void commonTables() {
        // snippet: query-with
        Labelled<Integer> highest = max(NOTES.priority).as("highest");
        CommonTable tops = commonTable("tops", select(NOTES.author, highest).from(NOTES).groupBy(NOTES.author));
        QueryExpression urgent = with(tops).then(select(NOTES.id)
                .from(NOTES)
                .join(tops, tops.column(NOTES.author).eq(NOTES.author))
                .where(NOTES.priority.eq(tops.column(highest))));
        // end
        assertSql("query-with", urgent);
        assertEquals(2, rows(urgent));
    }

    @Test
    void recursion() {
        // snippet: query-recursive
        CommonTable days = recursive("days", select(value(1).as("day"))).unionAll(self ->
                select(self.column("day", INTEGER).plus(1).as("next")).from(self).where(self.column("day", INTEGER).lt(7)));
        QueryExpression week = with(days).then(select(days.column("day", INTEGER)).from(days));
        // end
        assertSql("query-recursive", week);
        assertEquals(7, rows(week));
    }

    @Test
    void windows() {
        // snippet: query-windows
        Labelled<Long> place = rowNumber().over(partitionBy(NOTES.author).orderBy(NOTES.priority.desc(), NOTES.id)).as("place");
        Labelled<Integer> lately = sum(NOTES.priority).filter(NOTES.text.isNotNull())
                .over(partitionBy(NOTES.author).orderBy(NOTES.id).rows(preceding(6), currentRow())).as("lately");
        DerivedTable ranked = select(NOTES.id, place, lately).from(NOTES).as("ranked");
        Select best = select(ranked.column(NOTES.id), ranked.column(lately)).from(ranked).where(ranked.column(place).eq(1L));
        // end
        assertSql("query-windows", best);
        assertEquals(2, rows(best));
    }

    @Test
    void valuesTables() {
        // snippet: query-values
        ValuesTable words = valuesTable("words").declare("priority", INTEGER).declare("word", TEXT).row(1, "later").row(3, "now");
        Select named = select(NOTES.id, words.column("word", TEXT))
                .from(NOTES)
                .join(words, words.column("priority", INTEGER).eq(NOTES.priority));
        // end
        assertSql("query-values", named);
        assertTable("`words`", named, sql -> sql.substring(sql.indexOf(" JOIN ") + " JOIN ".length(), sql.lastIndexOf(" ON ")));
        assertEquals(3, rows(named));
    }

    @Test
    void locks() {
        // snippet: query-locks
        Select next = select(NOTES.id).from(NOTES).where(NOTES.completed.eq(false)).orderBy(NOTES.id).limit(1).forUpdate().skipLocked();
        // end
        if (where == PageDatabase.SQLITE) {
            assertRefused(next);
        } else {
            assertEquals(1, rows(next));
        }
    }

    @Test
    void groupings() {
        // snippet: query-rollup
        Select counts = select(NOTES.author, count().as("notes")).from(NOTES).groupBy(rollup(NOTES.author));
        // end
        if (where == PageDatabase.SQLITE) {
            assertRefused(counts);
        } else {
            assertEquals(3, rows(counts));
        }
    }
}
