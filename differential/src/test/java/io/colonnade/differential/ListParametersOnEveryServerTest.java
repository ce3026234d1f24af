// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.NamedParameter;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that are given by name to an expression, empty, short and long. */
class ListParametersOnEveryServerTest {

    private static final NamedParameter<Long> IDS = param("ids", BIGINT);
    private static final Select IN = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.in(IDS)).orderBy(PEOPLE.id);
    private static final Select NOT_IN = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.notIn(IDS)).orderBy(PEOPLE.id);

    @BeforeEach
    void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    private static List<Object> found(Statement statement, Map<String, ?> values) {
        return same(db -> values(db.fetchAll(statement, values).join())).stream().map(row -> row.get(0)).toList();
    }

    @Test
    void listsOfEverySize() {
        assertEquals(List.of(), found(IN, Map.of("ids", List.of())));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), found(NOT_IN, Map.of("ids", List.of())));
        for (int size : new int[] {1, 2, 3, 8, 9, 100, 5000}) {
            List<Long> ids = LongStream.rangeClosed(4, 3 + size).boxed().toList();
            assertEquals(size == 1 ? List.of(4L) : List.of(4L, 5L), found(IN, Map.of("ids", ids)), "of " + size);
            assertEquals(size == 1 ? List.of(1L, 2L, 3L, 5L) : List.of(1L, 2L, 3L), found(NOT_IN, Map.of("ids", ids)), "of " + size);
        }
        assertEquals(List.of(3L), found(IN, Map.of("ids", 3L)), "a plain value");
    }

    @Test
    void listsBesideOtherValuesAndTwice() {
        Select both = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.team.in(param("teams", varchar(20)))).where(PEOPLE.points.eq(30)
                .or(PEOPLE.boss.in(IDS))).where(PEOPLE.id.notIn(IDS)).where(PEOPLE.points.gt(param("least", INTEGER))).orderBy(PEOPLE.id);
        assertEquals(List.of(3L, 4L), found(both, Map.of("teams", List.of("blue", "green"), "ids", List.of(2L, 5L, 7L), "least", 1)));
        List<String> many = IntStream.range(0, 20).mapToObj(i -> i == 11 ? "blue" : "t" + i).toList();
        assertEquals(List.of(3L, 4L, 5L), found(both, Map.of("teams", many, "ids", List.of(2L, 7L, 8L), "least", 1)));
    }

    @Test
    void changesAndBatches() {
        Statement delete = deleteFrom(PEOPLE).where(PEOPLE.id.in(IDS));
        assertEquals(2, same(db -> db.execute(delete, Map.of("ids", List.of(1, 2, 17))).join()).rowsAffected());
        each(db -> assertArrayEquals(new long[] {1, 0}, db.executeMany(delete, List.of(Map.of("ids", 3L), Map.of("ids", 99L))).join()));
        assertEquals(List.of(4L, 5L), found(NOT_IN, Map.of("ids", List.of())));
    }
}
