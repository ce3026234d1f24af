// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Expression;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The arrays in which a statement is walked are used again, and nothing of a statement with them. */
class ShapePoolTest {

    private final StatementCache cache = new StatementCache(100);

    private BoundStatement longer(long id) {
        return cache.compile(ANSI, select(NOTES.id).from(NOTES).where(NOTES.id.gt(id).and(NOTES.text.eq("text"))), Map.of());
    }

    private BoundStatement shorter(long id) {
        return cache.compile(ANSI, select(NOTES.id).from(NOTES).where(NOTES.id.gt(id)), Map.of());
    }

    private static void assertCollected(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 200 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(reference.get());
    }

    @Test
    void aShapeIsUsedAgainWhenItWasGivenBack() {
        ShapePool pool = new ShapePool();
        StatementShape first = pool.take();
        StatementShape within = pool.take();
        assertNotSame(first, within);
        pool.give(first);
        assertSame(first, pool.take());
    }

    @Test
    void aLargeShapeIsNotKept() {
        ShapePool pool = new ShapePool();
        StatementShape shape = pool.take();
        for (int i = 0; i < 1_000; i++) {
            shape.slot(i);
        }
        pool.give(shape);
        assertNotSame(shape, pool.take());
    }

    @Test
    void aStatementLeavesNothingForTheNext() {
        BoundStatement first = longer(1);
        BoundStatement second = shorter(2);
        BoundStatement third = longer(3);
        assertEquals(List.of(1L, "text"), List.of(first.binds()));
        assertEquals(List.of(2L), List.of(second.binds()));
        assertEquals(List.of(3L, "text"), List.of(third.binds()));
        assertSame(first.compiled(), third.compiled());
    }

    @Test
    void aBatchHasABindsArrayForEachRow() {
        List<Object[]> bindings = cache.compileMany(ANSI, insertInto(NOTES).columns(NOTES.id, NOTES.text).values(1, "a"),
                List.of(Map.of(), Map.of())).bindings();
        assertNotSame(bindings.get(0), bindings.get(1));
        assertEquals(List.of(1L, "a"), List.of(bindings.get(1)));
    }

    private static final class Pages extends Table {
        final Column<String> text = column("text", TEXT);
        final Column<String> nested;

        Pages(StatementCache cache) {
            super("pages");
            nested = column("nested", TEXT, defaultsTo(() -> cache.compile(ANSI, select(NOTES.id).from(NOTES)
                    .where(NOTES.text.eq("inner")), Map.of()).binds()[0].toString()));
        }
    }

    @Test
    void aSupplierMayCompileWithTheSameCache() {
        Pages pages = new Pages(cache);
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of("outer", "inner"),
                    List.of(cache.compile(ANSI, insertInto(pages).set(pages.text, "outer"), Map.of()).binds()));
        }
    }

    @Test
    void aValueIsForgottenWhereALaterOneFails() throws InterruptedException {
        SqlType<Thread> broken = SqlType.converted(BIGINT, Thread.class, new Converter<Thread, Long>() {
            @Override
            public Long toDatabase(Thread value) {
                throw new IllegalStateException();
            }

            @Override
            public Thread fromDatabase(Long value) {
                throw new IllegalStateException();
            }
        });
        Expression<Thread> failing = value(Thread.currentThread(), broken);
        WeakReference<String> secret = failed(failing);
        assertCollected(secret);
        assertEquals(List.of(4L), List.of(shorter(4).binds()));
    }

    private WeakReference<String> failed(Expression<Thread> failing) {
        String secret = new String("secret");
        assertThrows(DatabaseException.class, () -> cache.compile(ANSI, select(value(secret).as("a"), failing.as("b")), Map.of()));
        return new WeakReference<>(secret);
    }

    @Test
    void aLongListIsTakenTwice() {
        Dialect single = ANSI.toBuilder().without(Feature.ARRAY_PARAMETERS).build();
        for (int round = 0; round < 2; round++) {
            List<Long> ids = LongStream.range(0, 700).boxed().toList();
            List<Object> binds = List.of(cache.compile(single, select(NOTES.id).from(NOTES).where(NOTES.id.in(ids)), Map.of()).binds());
            assertEquals(1_024, binds.size());
            assertEquals(ids, binds.subList(0, 700));
            assertEquals(Collections.nCopies(324, 699L), binds.subList(700, 1_024));
        }
    }
}
