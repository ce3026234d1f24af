// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.ArrayFunctions.all;
import static io.colonnade.postgres.sql.ArrayFunctions.any;
import static io.colonnade.postgres.sql.ArrayFunctions.append;
import static io.colonnade.postgres.sql.ArrayFunctions.array;
import static io.colonnade.postgres.sql.ArrayFunctions.arrayAgg;
import static io.colonnade.postgres.sql.ArrayFunctions.arrayLength;
import static io.colonnade.postgres.sql.ArrayFunctions.cardinality;
import static io.colonnade.postgres.sql.ArrayFunctions.concat;
import static io.colonnade.postgres.sql.ArrayFunctions.containedBy;
import static io.colonnade.postgres.sql.ArrayFunctions.contains;
import static io.colonnade.postgres.sql.ArrayFunctions.elementAt;
import static io.colonnade.postgres.sql.ArrayFunctions.overlaps;
import static io.colonnade.postgres.sql.ArrayFunctions.position;
import static io.colonnade.postgres.sql.ArrayFunctions.prepend;
import static io.colonnade.postgres.sql.ArrayFunctions.remove;
import static io.colonnade.postgres.sql.ArrayFunctions.replace;
import static io.colonnade.postgres.sql.ArrayFunctions.slice;
import static io.colonnade.postgres.sql.ArrayFunctions.unnest;
import static io.colonnade.postgres.sql.PostgresTypes.arrayOf;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.postgres.sql.Range;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operators and functions of arrays. */
class ArrayFunctionsTest extends OperatorCases {

    private static final class Posts extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> title = column("title", Types.varchar(9));
        final Column<String[]> tags = column("tags", arrayOf(Types.TEXT));
        final Column<Integer[][]> grid = column("grid", arrayOf(arrayOf(Types.INTEGER)));
        final Column<Range<Integer>[]> spans = column("spans", arrayOf(PostgresTypes.INT4RANGE));
        final Column<Long[]> plain = column("plain", SqlType.vendor("bigint[]", Long[].class));

        Posts() {
            super("array_posts");
        }
    }

    private static final Posts P = new Posts();

    @Override
    Table table() {
        return P;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(P)));
        await(db.execute(insertInto(P).set(P.id, 7).set(P.title, "x").set(P.tags, new String[] {"a", "b,c", null})
                .set(P.grid, new Integer[][] {{1, 2}, {3, 7}}).set(P.spans, spans(Range.closed(1, 2), Range.empty()))
                .set(P.plain, new Long[] {5L, 6L})));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Range<Integer>[] spans(Range<Integer>... spans) {
        return spans;
    }

    private static final String AS_TEXTS = "CAST(? AS TEXT[])";

    @Override
    List<Case> cases() {
        Expression<String[]> some = value(new String[] {"z", "a"}, arrayOf(Types.TEXT));
        return List.of(
                new Case("CAST(ARRAY[title, ?] AS VARCHAR(9)[])", array(P.title, value("y")), new String[] {"x", "y"}),
                new Case("CAST(ARRAY[?, ?] AS TEXT[])", array(value("x"), value("y")), new String[] {"x", "y"}),
                new Case("CAST(ARRAY[(id + ?), id] AS INTEGER[])", array(P.id.plus(1), P.id), new Integer[] {8, 7}),
                new Case("ARRAY(SELECT array_posts.id FROM array_posts)", array(select(P.id).from(P), Types.INTEGER), new Integer[] {7}),
                new Case("(tags)[?]", elementAt(P.tags, 2), "b,c"), new Case("(tags)[?]", elementAt(P.tags, 9), null),
                new Case("(plain)[(id - ?)]", elementAt(P.plain, P.id.minus(5)), 6L),
                new Case("(spans)[?]", elementAt(P.spans, 1), Range.closedOpen(1, 3)),
                new Case("(grid)[?][?]", elementAt(P.grid, 2, 1), 3),
                new Case("(tags)[?:?]", slice(P.tags, 2, 3), new String[] {"b,c", null}),
                new Case("(grid)[?:?]", slice(P.grid, 2, 9), new Integer[][] {{3, 7}}),
                new Case("tags @> " + AS_TEXTS, contains(P.tags, "a", "b,c"), true), new Case("tags @> " + AS_TEXTS, contains(P.tags, "c"), false),
                new Case("plain @> plain", contains(P.plain, P.plain), true),
                new Case("spans @> CAST(? AS int4range[])", contains(P.spans, spans(Range.closed(1, 2))), true),
                new Case("tags <@ " + AS_TEXTS, containedBy(P.tags, some), false),
                new Case("tags <@ " + AS_TEXTS, containedBy(P.tags, "a"), false),
                new Case("tags && " + AS_TEXTS, overlaps(P.tags, some), true), new Case("tags && " + AS_TEXTS, overlaps(P.tags, "q"), false),
                new Case("tags || " + AS_TEXTS, concat(P.tags, some), new String[] {"a", "b,c", null, "z", "a"}),
                new Case("array_append(tags, CAST(? AS TEXT))", append(P.tags, "d"), new String[] {"a", "b,c", null, "d"}),
                new Case("array_append(tags, CAST(? AS TEXT))", append(P.tags, null), new String[] {"a", "b,c", null, null}),
                new Case("array_prepend(CAST(? AS TEXT), tags)", prepend("d", P.tags), new String[] {"d", "a", "b,c", null}),
                new Case("array_remove(tags, CAST(? AS TEXT))", remove(P.tags, "a"), new String[] {"b,c", null}),
                new Case("array_replace(tags, CAST(? AS TEXT), CAST(? AS TEXT))", replace(P.tags, null, "n"), new String[] {"a", "b,c", "n"}),
                new Case("array_position(tags, CAST(? AS TEXT))", position(P.tags, "b,c"), 2),
                new Case("array_position(tags, CAST(? AS TEXT))", position(P.tags, "q"), null),
                new Case("cardinality(grid)", cardinality(P.grid), 4), new Case("array_length(grid, ?)", arrayLength(P.grid, 2), 2),
                new Case("cardinality(" + AS_TEXTS + ")", cardinality(some), 2),
                new Case("unnest(CAST(ARRAY[id] AS INTEGER[]))", unnest(array(P.id)), 7),
                new Case("id = any(CAST(? AS INTEGER[]))", P.id.eq(any(value(new Integer[] {1, 7}, arrayOf(Types.INTEGER)))), true),
                new Case("? = any(tags)", value("b,c").eq(any(P.tags)), true),
                new Case("? < all(plain)", value(5L).lt(all(P.plain)), false),
                new Case("array_agg(id)", arrayAgg(P.id), new Integer[] {7}),
                new Case("array_agg(title ORDER BY id)", arrayAgg(P.title).orderBy(P.id), new String[] {"x"}));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        UsageException oneIndex = assertThrows(UsageException.class, () -> elementAt(P.grid, 1));
        assertTrue(words(oneIndex).contains("elementAt(array, row, column)"), oneIndex::getMessage);
        assertThrows(UsageException.class, () -> contains(null, "a"));
        assertThrows(UsageException.class, () -> concat(P.tags, null));
        assertTrue(assertThrows(UsageException.class, () -> arrayOf(PostgresTypes.HSTORE)).getMessage().contains("hstore"));
    }

    @Test
    void refusesArraysThatTheServerHasNone() {
        for (Integer[][] grid : new Integer[][][] {{{1}, {2, 3}}, {{1}, null}}) {
            DatabaseException refused = assertThrows(DatabaseException.class,
                    () -> new StatementCache(1).compile(PostgresDialect.ASSUMED, insertInto(P).set(P.id, 1).set(P.grid, grid), Map.of()));
            assertEquals(ErrorKind.DATA, refused.kind());
            assertTrue(words(refused).contains("grid") && words(refused).contains("index 1"), refused::getMessage);
        }
    }
}
