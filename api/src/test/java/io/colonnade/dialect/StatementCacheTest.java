// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatementCacheTest {

    private final StatementCache cache = new StatementCache(100);

    private Compiled compiled(Statement statement) {
        return cache.compile(ANSI, statement, Map.of()).compiled();
    }

    private static Statement busy(String text, long id, long limit) {
        return select(NOTES.id, count().as("n")).from(NOTES).join(TAGS, TAGS.note.eq(NOTES.id)).where(NOTES.text.like(text)
                .and(NOTES.id.gt(id)))
                .groupBy(NOTES.id).orderBy(NOTES.id.desc()).limit(limit);
    }

    @Test
    void statementsThatDifferOnlyInValuesShareOneCompiled() {
        BoundStatement first = cache.compile(ANSI, busy("a%", 1, 10), Map.of());
        BoundStatement second = cache.compile(ANSI, busy("b%", 2, 20), Map.of());
        assertSame(first.compiled(), second.compiled());
        assertEquals(List.of("a%", 1L, 10L), List.of(first.binds()));
        assertEquals(List.of("b%", 2L, 20L), List.of(second.binds()));
        assertSame(compiled(update(NOTES).set(NOTES.text, "a")), compiled(update(NOTES).set(NOTES.text, "b")));
        assertSame(compiled(deleteFrom(NOTES).where(NOTES.id.eq(1L))), compiled(deleteFrom(NOTES).where(NOTES.id.eq(2L))));
        assertSame(compiled(insertInto(NOTES).set(NOTES.text, "a")), compiled(insertInto(NOTES).set(NOTES.text, "b")));
        assertSame(compiled(text("SELECT :a").bind("a", 1)), compiled(text("SELECT :a").bind("a", 2)));
        assertEquals(5, cache.size());
    }

    @Test
    void otherStructuresAreOtherStatements() {
        Expression<Long> id = NOTES.id;
        List<Statement> different = new ArrayList<>();
        for (Expression<?> item : List.of(id, NOTES.parent, id.plus(1L), id.minus(1L), id.plus(id), id.negate(), id.cast(Types.TEXT),
                id.cast(Types.varchar(3)), count(), count(id), countDistinct(id), function("f", Types.BIGINT), function("g", Types.BIGINT),
                function("f", Types.BIGINT).asPure(), function("f", Types.BIGINT, id), id.eq(1L), id.ne(1L), id.eq(id), id.in(1L),
                id.in(1L, 2L), id.notIn(1L), id.in(List.of()), id.notIn(List.of()), id.isNull(), id.isNotNull(), id.between(1L, 2L),
                id.notBetween(1L, 2L), NOTES.text.like("a"), NOTES.text.like("a", '!'), NOTES.text.like("a", '?'), NOTES.text.notLike("a"),
                param("a", Types.BIGINT), param("b", Types.BIGINT), param("a", Types.INTEGER), value(1L), value(1), not(NOTES.completed),
                NOTES.completed, caseWhen(NOTES.completed).then(1L), caseWhen(NOTES.completed).then(1L).orElse(2L),
                exists(select(id).from(NOTES)), scalar(select(id).from(NOTES), Types.BIGINT), id.in(select(id).from(NOTES)))) {
            different.add(select(item.as("x")).from(NOTES));
        }
        different.addAll(List.of(select(id).from(NOTES), select(id.as("y")).from(NOTES), select(id).from(NOTES).distinct(),
                select(id).from(NOTES).limit(1), select(id).from(NOTES).offset(1), select(id).from(NOTES).orderBy(id),
                select(id).from(NOTES).orderBy(id.asc()), select(id).from(NOTES).orderBy(id.desc()),
                select(id).from(NOTES).orderBy(id.asc().nullsFirst()), select(id).from(NOTES).orderBy(id.asc().nullsLast()),
                select(id).from(NOTES).groupBy(id), select(id).from(NOTES).where(NOTES.completed), select(id).from(NOTES)
                        .having(NOTES.completed),
                select(id).from(NOTES).join(TAGS, NOTES.completed), select(id).from(NOTES).leftJoin(TAGS, NOTES.completed),
                select(id).from(NOTES, TAGS), insertInto(NOTES).defaultValues(), insertInto(NOTES).set(NOTES.text, "a"),
                insertInto(NOTES).columns(NOTES.text).values("a").values("b"), insertInto(NOTES).set(NOTES.text, "a").returning(NOTES.text),
                update(NOTES).set(NOTES.text, "a"), update(NOTES).set(NOTES.parent, 1L), deleteFrom(NOTES),
                deleteFrom(NOTES).returning(NOTES.id)));
        Set<Compiled> compiled = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (Statement statement : different) {
            assertTrue(compiled.add(cache.compile(ANSI, statement, statement.toString().contains("name=a,") ? Map.of("a", 1)
                    : statement.toString().contains("name=b,") ? Map.of("b", 1) : Map.of()).compiled()), statement.toString());
        }
        assertEquals(different.size(), cache.size());
    }

    @Test
    void dialectsThatAreEqualShareAndOthersDoNot() {
        Statement statement = busy("a", 1, 1);
        Compiled compiled = compiled(statement);
        assertSame(compiled, cache.compile(ANSI.toBuilder().build(), statement, Map.of()).compiled());
        assertNotSame(compiled, cache.compile(POOR, statement, Map.of()).compiled());
    }

    @Test
    void batchesAndSingleRunsAreKeptApart() {
        Insert insert = insertInto(NOTES).columns(NOTES.text);
        Compiled single = cache.compile(ANSI, insert, Map.of("text", "a")).compiled();
        Compiled batch = cache.compileMany(ANSI, insert, List.of(Map.of("text", "a"))).compiled();
        assertEquals(List.of("INSERT INTO notes (text) VALUES (?) RETURNING id", "INSERT INTO notes (text) VALUES (?)"),
                List.of(single.sql(), batch.sql()));
    }

    @Test
    void noValueIsKept() throws InterruptedException {
        List<WeakReference<Object>> references = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String secret = new String("secret" + i);
            references.add(new WeakReference<>(secret));
            cache.compile(ANSI, select(NOTES.id).from(NOTES).where(NOTES.text.eq(secret)), Map.of());
            cache.compile(ANSI, text("SELECT :a").bind("a", secret), Map.of());
            cache.compile(ANSI, "SELECT :a", secret);
            cache.compile(ANSI, update(NOTES).set(NOTES.text, param("t", Types.TEXT)), Map.of("t", secret));
            cache.compileMany(ANSI, insertInto(NOTES), List.of(Map.of("text", secret)));
        }
        for (int i = 0; i < 200 && references.stream().anyMatch(reference -> reference.get() != null); i++) {
            System.gc();
            Thread.sleep(10);
        }
        references.forEach(reference -> assertNull(reference.get()));
        assertEquals(4, cache.size());
    }

    @Test
    void whatWasNotUsedForLongestIsForgotten() {
        StatementCache small = new StatementCache(4);
        List<Compiled> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(small.compile(ANSI, "SELECT " + i).compiled());
        }
        assertSame(first.get(0), small.compile(ANSI, "SELECT 0").compiled());
        small.compile(ANSI, "SELECT 4");
        assertEquals(4, small.size());
        assertSame(first.get(0), small.compile(ANSI, "SELECT 0").compiled());
        assertNotSame(first.get(1), small.compile(ANSI, "SELECT 1").compiled());
        for (int i = 0; i < 100; i++) {
            small.compile(ANSI, "SELECT " + i);
            assertTrue(small.size() <= 4);
        }
    }

    @Test
    void threadsShareOneCompiled() throws InterruptedException {
        Set<Compiled> seen = ConcurrentHashMap.newKeySet();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            long id = t;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    for (int i = 0; i < 500; i++) {
                        BoundStatement bound = cache.compile(ANSI, busy("x" + id, id, i), Map.of());
                        seen.add(bound.compiled());
                        assertEquals(List.of("x" + id, id, (long) i), List.of(bound.binds()));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(1, seen.size());
    }

    @Test
    void namedParametersStandWhereTheirNamesAre() {
        Statement statement = select(NOTES.id).from(NOTES).where(NOTES.id.gt(param("low", Types.BIGINT)).and(NOTES.text.eq("a"))
                .and(NOTES.parent.ne(param("low", Types.BIGINT)))).limit(param("limit", Types.BIGINT));
        BoundStatement bound = cache.compile(ANSI, statement, Map.of("low", 5, "limit", (short) 7));
        assertEquals(List.of(5L, "a", 5L, 7L), List.of(bound.binds()));
        Map<String, Object> withNull = new HashMap<>(Map.of("limit", 1));
        withNull.put("low", null);
        assertEquals(Arrays.asList(null, "a", null, 1L), Arrays.asList(cache.compile(ANSI, statement, withNull).binds()));
    }

    @Test
    void textTakesValuesByNameAndByOrder() {
        String sql = "SELECT :b, :a, :b, ':c'";
        assertEquals(List.of(1, 2, 1), List.of(cache.compile(ANSI, sql, 1, 2).binds()));
        assertEquals(List.of(1, 2, 1), List.of(cache.compile(ANSI, text(sql).bind("a", 2), Map.of("b", 1)).binds()));
        assertEquals(List.of(1, 2, 1), List.of(cache.compileMany(ANSI, text(sql).bind("a", 2), List.of(Map.of("b", 1))).bindings().get(0)));
    }

    @Test
    void anInsertTakesItsColumnsFromTheRows() {
        BoundBatch batch = cache.compileMany(ANSI, insertInto(NOTES),
                List.of(Map.of("parent", 1, "text", "a"), Map.of("text", "b", "parent", 2L)));
        assertEquals("INSERT INTO notes (text, parent) VALUES (?, ?)", batch.compiled().sql());
        assertEquals(List.of(List.of("a", 1L), List.of("b", 2L)), batch.bindings().stream().map(List::of).toList());
        assertEquals("INSERT INTO notes (text) VALUES (?) RETURNING id",
                cache.compile(ANSI, insertInto(NOTES), Map.of("text", "a")).compiled().sql());
        assertEquals(List.of(), cache.compileMany(ANSI, insertInto(NOTES), List.of()).bindings());
    }

    @Test
    void aBatchRepeatsTheValuesOfTheStatement() {
        BoundBatch batch = cache.compileMany(ANSI, update(NOTES).set(NOTES.text, "x").where(NOTES.id.eq(param("id", Types.BIGINT))),
                List.of(Map.of("id", 1), Map.of("id", 2)));
        assertEquals(List.of(List.of("x", 1L), List.of("x", 2L)), batch.bindings().stream().map(List::of).toList());
    }

    @Test
    void twoTablesOfTheSameClassAreTwo() {
        Tables.Notes other = new Tables.Notes();
        assertNotSame(compiled(selectFrom(NOTES)), compiled(selectFrom(other)));
        Table table = other;
        assertEquals("SELECT id, text, completed, price, parent FROM notes", compiled(selectFrom(table)).sql());
    }
}
