// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.Hstore.hstore;
import static io.colonnade.postgres.sql.Hstore.hstoreOf;
import static io.colonnade.postgres.sql.Postgres.stringToArray;
import static io.colonnade.postgres.sql.PostgresTypes.HSTORE;
import static io.colonnade.sql.Sql.createIndex;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.Extension;
import io.colonnade.postgres.sql.Hstore;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators and functions of keys and values. */
class HstoreTest extends OperatorCases {

    private static final class Things extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Map<String, String>> h = column("h", HSTORE);
        final Index byAttributes = index(Index.on(h).using("gin"));

        Things() {
            super("hstore_things");
        }
    }

    private static final Things THINGS = new Things();

    private final Hstore h = hstore(THINGS.h);

    /** A connection knows of the extension from the time when it was opened. */
    @BeforeAll
    static void createExtensions() {
        for (int version : new int[] {PostgresServer.NEWEST, PostgresServer.OLDEST}) {
            on(version, db -> await(db.execute(Extension.of("hstore").createIfAbsent())));
        }
    }

    @Override
    Table table() {
        return THINGS;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(THINGS)));
        await(db.execute(createIndex(THINGS.byAttributes)));
        await(db.execute(insertInto(THINGS).set(THINGS.id, 1).set(THINGS.h, row())));
    }

    /** A value with a quote, and one that is null. */
    private static Map<String, String> row() {
        Map<String, String> row = new HashMap<>(Map.of("a", "1", "b", "it's \"2\""));
        row.put("none", null);
        return row;
    }

    @Override
    List<Case> cases() {
        Map<String, String> a = Map.of("a", "1");
        return List.of(
                new Case("h", THINGS.h, row()),
                new Case("h -> ?", h.arrow("b"), "it's \"2\""),
                new Case("h -> ?", h.arrow(value("absent")), null),
                new Case("h -> CAST(? AS TEXT[])", h.arrowAll("a", "absent"), new String[] {"1", null}),
                new Case("h @> ?", h.contains(a), true),
                new Case("h @> (h - ?)", h.contains(h.without("a")), true),
                new Case("h <@ ?", h.containedBy(a), false),
                new Case("(h - ?) <@ h", h.without("a").containedBy(h), true),
                new Case("h ?? ?", h.hasKey("none"), true),
                new Case("h ??| ?", h.hasAnyKey("x", "a"), true),
                new Case("h ??& ?", h.hasAllKeys("x", "a"), false),
                new Case("exist(h, ?)", h.exist("none"), true),
                new Case("defined(h, ?)", h.defined("none"), false),
                new Case("(h - CAST(? AS TEXT[])) || ?", h.withoutKeys("b", "none").concat(Map.of("a", "2", "c", "")), Map.of("a", "2",
                        "c", "")),
                new Case("(h - CAST(? AS TEXT[])) || hstore(h -> ?, ?)", h.withoutKeys("b", "none", "a").concat(hstore(h.arrow("a"),
                        value("x"))),
                        Map.of("1", "x")),
                new Case("(h - CAST(? AS TEXT[])) - CAST(? AS hstore)", h.withoutKeys("b", "none").without(a), Map.of()),
                new Case("delete(h - ?, ?)", h.without("none").delete("b"), a),
                new Case("CAST(? AS hstore) -> ?", hstore(Map.of("k", "v")).arrow("k"), "v"),
                new Case("hstore(string_to_array(?, ?), string_to_array(?, ?))", hstoreOf(stringToArray(value("a,b"), ","),
                        stringToArray(value("1,2"), ",")), Map.of("a", "1", "b", "2")),
                new Case("akeys(h - ?)", h.without("none").akeys(), new String[] {"a", "b"}),
                new Case("avals(h - ?)", h.without("b").avals(), new String[] {"1", null}),
                new Case("hstore_to_jsonb(h) - ?", h.toJsonb().without("b"), new Json("{\"a\": \"1\", \"none\": null}")),
                new Case("h = ?", THINGS.h.eq(row()), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void itsPairsAreReadLikeATable(int version) {
        TableFunction each = h.each("pairs");
        on(version, db -> {
            create(db);
            try {
                assertEquals(List.of(List.of("a", "1"), List.of("b", "it's \"2\"")), await(db.fetchAll(select(each.column("key",
                        Types.TEXT),
                        each.column("value", Types.TEXT)).from(THINGS, each).where(each.column("value", Types.TEXT).isNotNull())
                        .orderBy(each.column("key", Types.TEXT)))).stream().map(Row::toList).toList());
                finds(db, "ix_hstore_things_h", select(THINGS.id).from(THINGS).where(h.contains(hstore(value("a"), value("1")))));
                finds(db, "ix_hstore_things_h", select(THINGS.id).from(THINGS).where(h.hasKey("a")));
            } finally {
                await(db.execute("DROP TABLE hstore_things"));
            }
        });
        unsupported(select(value(1)).from(each), "each");
    }

    @Test
    void itsIndexIsWritten() {
        assertEquals("CREATE INDEX ix_hstore_things_h ON hstore_things USING gin (h)", PostgresDialect.ASSUMED.sql(
                createIndex(THINGS.byAttributes)));
    }

    @Test
    void nullIsRefused() {
        assertEquals("the right side of operator @> is null", assertThrows(UsageException.class, () -> h.contains((Map<String,
                String>) null))
                .getMessage());
        assertEquals("the key of operator -> is null", assertThrows(UsageException.class, () -> h.arrow((String) null)).getMessage());
    }

    /** A Map is the caller's own code: what it throws costs nobody a connection, and a transaction goes on. */
    @Test
    void aMapThatThrowsIsRefused() {
        Map<String, String> odd = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new OutOfMemoryError("77003");
            }
        };
        on(PostgresServer.NEWEST, db -> {
            long kept = await(db.transaction(tx -> tx.fetchValue("SELECT pg_backend_pid()", Integer.class).thenCompose(pid ->
                    tx.fetchAll("SELECT :odd", odd).handle((rows, thrown) -> {
                        DatabaseException refused = assertInstanceOf(DatabaseException.class, thrown);
                        assertEquals(ErrorKind.DATA, refused.kind(), refused::getMessage);
                        assertFalse(refused.toString().contains("77003"), refused::toString);
                        return null;
                    }).thenCompose(refused -> tx.fetchValue("SELECT count(*) WHERE pg_backend_pid() = :pid", Long.class, pid.get()))))).get();
            assertEquals(1, kept, "the same connection");
        });
    }
}
