// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.Functions.*;
import static io.colonnade.sql.Sql.*;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Portable functions give the same value of the same class on every database. */
class FunctionsOnEveryServerTest {

    private static final Words WORDS = new Words();

    private static final class Words extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> word = column("word", Types.varchar(50));
        final Column<String> other = column("other", Types.varchar(50));
        final Column<Integer> num = column("num", Types.INTEGER);

        Words() {
            super("functions_words");
        }
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(WORDS).ifExists()).join();
            database.execute(createTable(WORDS)).join();
            database.execute(insertInto(WORDS).columns(WORDS.id, WORDS.word, WORDS.other, WORDS.num)
                    .values(1, "\u00e9\ud83d\ude80", "x", 7)
                    .values(2, null, "x", -7)
                    .values(3, "a", null, null)
                    .values(4, "a", "a", 0)
                    .values(5, null, null, 2)).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(WORDS)).join());
    }

    /** The value of an expression in each row. */
    private static List<Object> values(Expression<?> expression) {
        return rows(select(expression.as("x")).from(WORDS).orderBy(WORDS.id)).stream().map(row -> row.get(0)).toList();
    }

    /** The numbers of the rows in which a condition is true. */
    private static List<Object> where(Expression<Boolean> condition) {
        return rows(select(WORDS.id).from(WORDS).where(condition).orderBy(WORDS.id)).stream().map(row -> row.get(0)).toList();
    }

    private static Select item(Expression<?> expression) {
        return select(expression.as("x")).from(WORDS);
    }

    @Test
    void textsAreJoined() {
        Expression<String> joined = concat(WORDS.word, value("-"), WORDS.other);
        assertEquals(asList("\u00e9\ud83d\ude80-x", null, null, "a-a", null), values(joined));
        golden(item(joined), POSTGRES_18, "SELECT word || ? || other AS x FROM functions_words",
                MYSQL, "SELECT concat(word, ?, other) AS x FROM functions_words",
                SQLITE, "SELECT word || ? || other AS x FROM functions_words");
        assertEquals(List.of(3, 4), where(concat(WORDS.word, value("b")).eq("ab")));
        assertEquals(asList(2L, null, 1L, 1L, null), values(length(WORDS.word)));
    }

    @Test
    void nullIsAValueLikeAnyOther() {
        assertEquals(List.of(1, 2, 3), where(WORDS.word.isDistinctFrom(WORDS.other)));
        assertEquals(List.of(4, 5), where(WORDS.word.isNotDistinctFrom(WORDS.other)));
        assertEquals(List.of(1, 2, 5), where(WORDS.word.isDistinctFrom("a")));
        assertEquals(List.of(1, 2, 3), where(WORDS.word.isDistinctFrom("a").and(WORDS.other.isNotDistinctFrom("x"))
                .or(not(WORDS.other.isDistinctFrom((String) null)).and(WORDS.word.isNotDistinctFrom("a")))));
        assertEquals(List.of(true, true, true, false, false), values(WORDS.word.isDistinctFrom(WORDS.other)));
        golden(item(WORDS.word.isDistinctFrom("a")), POSTGRES_18, "SELECT word IS DISTINCT FROM ? AS x FROM functions_words",
                MYSQL, "SELECT NOT (word <=> ?) AS x FROM functions_words",
                SQLITE, "SELECT word IS DISTINCT FROM ? AS x FROM functions_words");
    }

    @Test
    void integersAreDividedToIntegers() {
        assertEquals(asList(3, -3, null, 0, 1), values(WORDS.num.dividedBy(2)));
        assertEquals(asList(9, -9, null, 0, 3), values(WORDS.num.dividedBy(2).times(3)));
        assertEquals(asList(1, -1, null, 0, 0), values(WORDS.num.modulo(2)));
        golden(item(WORDS.num.dividedBy(2).times(3)), POSTGRES_18, "SELECT num / ? * ? AS x FROM functions_words",
                MARIADB, "SELECT (num DIV ?) * ? AS x FROM functions_words");
    }

    @Test
    void numbersLoseTheirSign() {
        assertEquals(asList(7, 7, null, 0, 2), values(abs(WORDS.num)));
    }
}
