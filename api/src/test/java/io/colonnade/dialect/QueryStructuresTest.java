// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Aggregates.*;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Types;
import io.colonnade.sql.ValuesTable;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Queries that differ in anything but values are other entries of the cache; those that differ in values only are the same. */
class QueryStructuresTest {

    private static final Select A = select(NOTES.id).from(NOTES);

    private final StatementCache cache = new StatementCache(1000);

    private static List<Expression<?>> items() {
        Window byId = orderBy(NOTES.id);
        Expression<String> text = NOTES.text;
        return List.of(rowNumber().over(), rowNumber().over(byId), rank().over(byId), rowNumber().over(partitionBy(NOTES.id)),
                rowNumber().over(byId.rows(preceding(1), currentRow())), rowNumber().over(byId.rows(preceding(2), currentRow())),
                rowNumber().over(byId.range(preceding(1), currentRow())), rowNumber().over(byId.groups(preceding(1), currentRow())),
                rowNumber().over(byId.rows(preceding(1), following(1))),
                rowNumber().over(byId.rows(preceding(1), currentRow()).excludeTies()),
                rowNumber().over(byId.rows(preceding(1), currentRow()).excludeGroup()), rowNumber().over(orderBy(NOTES.id.desc())),
                lag(text).over(byId), lag(text, 1).over(byId), lag(text, 1, "a").over(byId), lead(text).over(byId),
                count(), count().filter(NOTES.completed), count().filter(NOTES.completed.eq(true)), count(NOTES.id), count().over(),
                aggregate("f", Types.TEXT, text), aggregate("f", Types.TEXT, text).asPure(), aggregate("f", Types.TEXT, text).asDistinct(),
                aggregate("f", Types.TEXT, text).orderBy(NOTES.id), aggregate("f", Types.TEXT, text).orderBy(NOTES.id.desc()),
                aggregate("f", Types.TEXT, text).withinGroup(NOTES.id), aggregate("f", Types.TEXT, text, text), grouping(text),
                new VendorExpression<>("ansi", text, "no"));
    }

    private static List<QueryExpression> queries() {
        CommonTable c = commonTable("c", A);
        CommonTable d = commonTable("c", A.where(NOTES.completed));
        ValuesTable v = valuesTable("v").declare("a", Types.BIGINT).row(1);
        Select sorted = A.orderBy(NOTES.id);
        return List.of(A.union(A), A.unionAll(A), A.intersect(A), A.except(A), A.union(A).union(A), A.union(A.union(A)),
                A.union(A).orderBy(NOTES.id), A.union(A).limit(1), A.union(A).offset(1), A.union(A.limit(1)), A.limit(1).union(A),
                A.forUpdate(), A.forShare(), A.forUpdate(NOTES), A.forUpdate().noWait(), A.forUpdate().skipLocked(), A.distinctOn(NOTES.id),
                A.distinctOn(NOTES.parent), sorted, sorted.limit(1), sorted.limitWithTies(1), A.window(window("w", orderBy(NOTES.id))),
                A.window(window("x", orderBy(NOTES.id))), A.window(window("w", orderBy(NOTES.text))), A.crossJoin(TAGS), A.from(TAGS),
                A.rightJoin(TAGS, NOTES.completed), A.fullJoin(TAGS, NOTES.completed), A.leftJoin(TAGS, NOTES.completed),
                A.crossJoin(select(TAGS.note).from(TAGS).as("t")), A.crossJoin(select(TAGS.note).from(TAGS).lateral("t")),
                A.groupBy(rollup(NOTES.id)), A.groupBy(cube(NOTES.id)), A.groupBy(groupingSets(List.of(NOTES.id))),
                A.groupBy(groupingSets(List.of(NOTES.id, NOTES.text))), A.groupBy(groupingSets(List.of(NOTES.id), List.of(NOTES.text))),
                with(c).then(A), with(d).then(A), with(c.materialized()).then(A), with(c.notMaterialized()).then(A),
                with(c.columns("x")).then(A), with(c.columns("y")).then(A), with(c).then(A.crossJoin(c)), with(c).then(A.crossJoin(c.as("e"))),
                with(recursive("c", A).unionAll(self -> A)).then(A), with(commonTable("c", A.unionAll(A))).then(A),
                with(commonTable("c", deleteFrom(NOTES))).then(A), with(commonTable("c", deleteFrom(TAGS))).then(A),
                A.crossJoin(v), A.crossJoin(v.row(2)), A.crossJoin(valuesTable("v").declare("b", Types.BIGINT).row(1)),
                A.crossJoin(valuesTable("v").declare("a", Types.INTEGER).row(1)));
    }

    @Test
    void otherStructuresAreOtherStatements() {
        List<QueryExpression> different = new ArrayList<>(queries());
        items().forEach(item -> different.add(select(item.as("x")).from(NOTES)));
        Set<Compiled> compiled = Collections.newSetFromMap(new IdentityHashMap<>());
        for (QueryExpression query : different) {
            assertTrue(compiled.add(cache.compile(ANSI, query, Map.of()).compiled()), query.toString());
        }
        assertEquals(different.size(), cache.size());
        queries().forEach(query -> assertTrue(compiled.contains(cache.compile(ANSI, query, Map.of()).compiled()), query.toString()));
    }

    private static QueryExpression many(long number) {
        CommonTable c = commonTable("c", A.where(NOTES.id.gt(number)));
        ValuesTable v = valuesTable("v").declare("a", Types.BIGINT).row(number);
        return with(c).then(select(sum(NOTES.id).filter(NOTES.id.lt(number)).over(orderBy(NOTES.id.plus(number).as("s"))).as("x")).from(NOTES)
                .crossJoin(v).groupBy(rollup(NOTES.id.plus(number))).union(select(value(number)).limit(number)).offset(number));
    }

    @Test
    void otherValuesAreTheSameStatement() {
        BoundStatement first = cache.compile(ANSI, many(1), Map.of());
        BoundStatement second = cache.compile(ANSI, many(2), Map.of());
        assertSame(first.compiled(), second.compiled());
        assertEquals(Collections.nCopies(8, 1L), List.of(first.binds()));
        assertEquals(Collections.nCopies(8, 2L), List.of(second.binds()));
    }
}
