// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Rules.MARIADB;
import static io.colonnade.dialect.Rules.MYSQL;
import static io.colonnade.dialect.Rules.POSTGRESQL;
import static io.colonnade.dialect.Rules.SQLITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RawTextTest {

    private static RawText parse(LexicalRules rules, String sql) {
        return RawText.parse(Rules.dialect(rules, ParamStyle.QMARK), sql);
    }

    /** Rules, text, expected SQL with question marks, expected name of each placeholder. */
    static Stream<Arguments> texts() {
        return Stream.of(
            arguments(SQLITE, "SELECT :a, :b_2, :a", "SELECT ?, ?, ?", "a b_2 a"),
            arguments(SQLITE, "SELECT 1", "SELECT 1", ""),
            arguments(SQLITE, "SELECT :größe", "SELECT ?", "größe"),
            arguments(SQLITE, "SELECT :a,:ab,:abc", "SELECT ?,?,?", "a ab abc"),
            arguments(SQLITE, "SELECT * FROM t LIMIT:n", "SELECT * FROM t LIMIT?", "n"),
            arguments(SQLITE, "SELECT ':a', \":b\", `:c`, [:d], :e", "SELECT ':a', \":b\", `:c`, [:d], ?", "e"),
            arguments(SQLITE, "SELECT 'it''s :a', \"x\"\":b\", `y``:c`, :d", "SELECT 'it''s :a', \"x\"\":b\", `y``:c`, ?", "d"),
            arguments(SQLITE, "SELECT 'a\\', :b", "SELECT 'a\\', ?", "b"),
            arguments(SQLITE, "SELECT [a]] :b", "SELECT [a]] ?", "b"),
            arguments(SQLITE, "SELECT 1 -- :a ' \n, :b", "SELECT 1 -- :a ' \n, ?", "b"),
            arguments(SQLITE, "SELECT 1 /* :a /* ' */, :b", "SELECT 1 /* :a /* ' */, ?", "b"),
            arguments(SQLITE, "SELECT a LIKE '%a%' AND 5 % :m", "SELECT a LIKE '%a%' AND 5 % ?", "m"),
            arguments(SQLITE, "SELECT a->>'$.x', :b", "SELECT a->>'$.x', ?", "b"),
            arguments(SQLITE, "SELECT \\:a, :b", "SELECT :a, ?", "b"),
            arguments(SQLITE, "SELECT a$b, a:c", "SELECT a$b, a?", "c"),
            arguments(SQLITE, "SELECT '?' , \"?\" /* ? */, :b -- ?", "SELECT '?' , \"?\" /* ? */, ? -- ?", "b"),
            arguments(POSTGRESQL, "SELECT :a::int, x::text, :b :: int", "SELECT ?::int, x::text, ? :: int", "a b"),
            arguments(POSTGRESQL, "SELECT E'it\\'s :a', :b", "SELECT E'it\\'s :a', ?", "b"),
            arguments(POSTGRESQL, "SELECT e'\\\\', :b", "SELECT e'\\\\', ?", "b"),
            arguments(POSTGRESQL, "SELECT type'a\\', :b", "SELECT type'a\\', ?", "b"),
            arguments(POSTGRESQL, "SELECT E'a' -- it's\n '\\' :a', :b", "SELECT E'a' -- it's\n '\\' :a', ?", "b"),
            arguments(POSTGRESQL, "SELECT E'a' '\\', :b", "SELECT E'a' '\\', ?", "b"),
            arguments(POSTGRESQL, "SELECT U&'\\0041 :a', B'01', :b", "SELECT U&'\\0041 :a', B'01', ?", "b"),
            arguments(POSTGRESQL, "SELECT $$ :a ' $$, $t$ :b $$ $t$, :c", "SELECT $$ :a ' $$, $t$ :b $$ $t$, ?", "c"),
            arguments(POSTGRESQL, "SELECT $t$ $tt$ $t $t$, :c", "SELECT $t$ $tt$ $t $t$, ?", "c"),
            arguments(POSTGRESQL, "SELECT a$t$, :c, b$t$", "SELECT a$t$, ?, b$t$", "c"),
            arguments(POSTGRESQL, "SELECT 1 /* /* :a */ :b */, :c", "SELECT 1 /* /* :a */ :b */, ?", "c"),
            arguments(POSTGRESQL, "SELECT a[1:2], a[lo:hi], a[f(1):hi], a[b[1]:hi]", "SELECT a[1:2], a[lo:hi], a[f(1):hi], a[b[1]:hi]", ""),
            arguments(POSTGRESQL, "SELECT a[:lo: :hi], a[1 :hi], a[1:(:hi)]", "SELECT a[?: ?], a[1 ?], a[1:(?)]", "lo hi hi hi"),
            arguments(POSTGRESQL, "SELECT ARRAY[[:a,:b],[1,:c]]:: int[][] , x:d", "SELECT ARRAY[[?,?],[1,?]]:: int[][] , x?", "a b c d"),
            arguments(POSTGRESQL, "SELECT d ?? 'k', d ?| :ks, d ?& :ks", "SELECT d ?? 'k', d ??| ?, d ??& ?", "ks ks"),
            arguments(POSTGRESQL, "SELECT d ??| :ks, d ??& :ks, a ??|| b", "SELECT d ??| ?, d ??& ?, a ??|| b", "ks ks"),
            arguments(POSTGRESQL, "SELECT f(a := :v), f(b => :w)", "SELECT f(a := ?), f(b => ?)", "v w"),
            arguments(POSTGRESQL, "SELECT \"a:b\", @ -5, x @> :y", "SELECT \"a:b\", @ -5, x @> ?", "y"),
            arguments(POSTGRESQL, "SELECT a # b, :c", "SELECT a # b, ?", "c"),
            arguments(MYSQL, "SELECT 'it\\'s :a', \"q\\\":b\", :c", "SELECT 'it\\'s :a', \"q\\\":b\", ?", "c"),
            arguments(MYSQL, "SELECT `a\\`, :c", "SELECT `a\\`, ?", "c"),
            arguments(MYSQL, "SELECT 1 # :a '\n, :b", "SELECT 1 # :a '\n, ?", "b"),
            arguments(MYSQL, "SELECT 5--:a, 1 -- :b", "SELECT 5--?, 1 -- :b", "a"),
            arguments(MYSQL, "SELECT 1 --\n, :b --", "SELECT 1 --\n, ? --", "b"),
            arguments(MYSQL, "SELECT @v := :a, @@sql_mode, @name", "SELECT @v := ?, @@sql_mode, @name", "a"),
            arguments(MYSQL, "SELECT 1 /*!80000 + :a */ /*! + :b */", "SELECT 1 /*!80000 + ? */ /*! + ? */", "a b"),
            arguments(MYSQL, "SELECT 1 /*!080033 + :a*/ /*!99999 :x /* ' */ :y */, :b", "SELECT 1 /*!080033 + ?*/ /*!99999 :x /* ' */ :y */, ?", "a b"),
            arguments(MYSQL, "SELECT 1 /*M! + :a */ /*!80000 /* :x */ + '*/' + :b */", "SELECT 1 /*M! + :a */ /*!80000 /* :x */ + '*/' + ? */", "b"),
            arguments(MARIADB, "SELECT 1 /*M!100616 + :a */ /*!50701 + :x */ /*!50699 + :b*/", "SELECT 1 /*M!100616 + ? */ /*!50701 + :x */ /*!50699 + ?*/",
                "a b"),
            arguments(SQLITE, "SELECT 1 /*!40101 + :a */", "SELECT 1 /*!40101 + :a */", ""),
            arguments(POSTGRESQL, "PREPARE q AS SELECT $1::int", "PREPARE q AS SELECT $1::int", ""),
            arguments(POSTGRESQL, "CREATE FUNCTION f(int) RETURNS int RETURN $1 + 1", "CREATE FUNCTION f(int) RETURNS int RETURN $1 + 1", ""),
            arguments(POSTGRESQL, "SELECT d @? '$.a', d @?? '$.b', :a", "SELECT d @?? '$.a', d @?? '$.b', ?", "a"),
            arguments(POSTGRESQL, "SELECT JSON_OBJECT('k':v, 'l': :w)", "SELECT JSON_OBJECT('k':v, 'l': ?)", "w"),
            arguments(MYSQL, "CREATE PROCEDURE p() BEGIN a:LOOP LEAVE a; END LOOP a; b:begin END; END",
                "CREATE PROCEDURE p() BEGIN a:LOOP LEAVE a; END LOOP a; b:begin END; END", ""),
            arguments(LexicalRules.ANSI, "SELECT 'a', :a; -- end :b", "SELECT 'a', ?; -- end :b", "a"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void findsParameters(LexicalRules rules, String sql, String expected, String names) {
        RawText text = parse(rules, sql);
        assertEquals(expected, text.compiled().sql());
        assertEquals(names, String.join(" ", text.compiled().parameters().stream().map(Parameter::name).toList()));
    }

    @Test
    void numbersNamesInOrderOfFirstAppearance() {
        RawText text = parse(SQLITE, "SELECT :b, :a, :b, :c");
        assertEquals(List.of("b", "a", "c"), text.names());
        assertArrayEquals(new int[] {0, 1, 0, 2}, text.nameIndexes());
    }

    @Test
    void writesNumberedPlaceholders() {
        Dialect dialect = Rules.dialect(POSTGRESQL, ParamStyle.DOLLAR_NUMERIC);
        assertEquals("SELECT $1, $2, $3 LIMIT $4 OFFSET $5 -- ?",
                RawText.parse(dialect, "SELECT :a, :b, :a LIMIT:n OFFSET :o -- ?").compiled().sql());
        assertEquals("SELECT d ? 'k', d ?| $1, '?'", RawText.parse(dialect, "SELECT d ?? 'k', d ?| :ks, '?'").compiled().sql());
        assertEquals("SELECT $1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11",
                RawText.parse(dialect, "SELECT :a,:b,:c,:d,:e,:f,:g,:h,:i,:j,:k").compiled().sql());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
            arguments(SQLITE, "SELECT 'abc", 7, "string is not closed"),
            arguments(SQLITE, "SELECT\n \"abc\"\"", 8, "name is not closed"),
            arguments(SQLITE, "SELECT [abc", 7, "name is not closed"),
            arguments(SQLITE, "SELECT 1 /* abc *", 9, "comment is not closed"),
            arguments(POSTGRESQL, "SELECT 1 /* /* */ ", 9, "comment is not closed"),
            arguments(POSTGRESQL, "SELECT $a$ abc $b$", 7, "dollar-quoted string is not closed"),
            arguments(POSTGRESQL, "SELECT E'abc\\'", 7, "string is not closed"),
            arguments(MYSQL, "SELECT 'abc\\", 7, "string is not closed"),
            arguments(SQLITE, "SELECT * FROM t WHERE a = ?", 26, "write :name"),
            arguments(SQLITE, "SELECT ?1", 7, "write :name"),
            arguments(SQLITE, "SELECT a ?| b", 9, "write :name"),
            arguments(POSTGRESQL, "SELECT a FROM t WHERE d ? 'k'", 24, "?? for the operator"),
            arguments(POSTGRESQL, "SELECT ?||'x'", 7, "?? for the operator"),
            arguments(SQLITE, "SELECT @name", 7, "write :name"),
            arguments(SQLITE, "SELECT $name", 7, "write :name"),
            arguments(SQLITE, "SELECT :1", 7, "write :name"),
            arguments(POSTGRESQL, "SELECT $1", 7, "write :name"),
            arguments(POSTGRESQL, "EXPLAIN SELECT $1", 15, "write :name"),
            arguments(POSTGRESQL, "SELECT a >? FROM t", 10, "?? for the operator"),
            arguments(MYSQL, "SELECT 1 /*!40101 + 1", 9, "comment is not closed"),
            arguments(MYSQL, "SELECT 1 /*!99999 + 1", 9, "comment is not closed"),
            arguments(MYSQL, "/*!40101 SELECT 1 */; /*!40101 SELECT 2 */", 31, "second one"),
            arguments(SQLITE, "SELECT 1\0, 2", 8, "NUL"),
            arguments(SQLITE, "SELECT 1; SELECT 2", 10, "second one"),
            arguments(SQLITE, "BEGIN;\nCOMMIT", 7, "second one"),
            arguments(SQLITE, "CREATE TABLE event(a); SELECT 1", 23, "second one"),
            arguments(SQLITE, "SELECT 1; 'x'", 10, "second one"),
            arguments(SQLITE, "", 0, "no statement"),
            arguments(SQLITE, " -- nothing\n ;", 0, "no statement"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithPosition(LexicalRules rules, String sql, int position, String message) {
        UsageException error = assertThrows(UsageException.class, () -> parse(rules, sql));
        assertEquals(position, error.position());
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void saysLineAndColumnAndQuotesNothing() {
        UsageException error = assertThrows(UsageException.class, () -> parse(SQLITE, "SELECT 1,\n  'secret"));
        assertTrue(error.getMessage().contains("line 2, column 3"), error.getMessage());
        assertTrue(!error.getMessage().contains("secret"), error.getMessage());
    }

    @Test
    void refusesMoreParametersThanTheDatabaseTakes() {
        Dialect dialect = Dialect.builder("x").maxBindParameters(2).build();
        assertEquals(2, RawText.parse(dialect, "SELECT :a, :a").nameIndexes().length);
        StatementException error = assertThrows(StatementException.class, () -> RawText.parse(dialect, "SELECT :a, :a, :a"));
        assertEquals(ErrorKind.VALUE_TOO_LARGE, error.kind());
    }

    /** The time is linear: a text of twice the length takes at most a little more than twice the steps. */
    @Test
    void looksAtEachCharacterABoundedNumberOfTimes() {
        String[] pieces = {"E'a' ", "$a", "$a$b$a$ ", "'a''", "/*", "*/", "-", ":a::b ", "[a:b]", "e'\\'' \n", "\\", "$aaaaaaaaaaaa", "a ",
                "((", "E'a'\n-- x\n", "/*!", "/*!4", "/*!40101 ", "*", "@?"};
        for (LexicalRules rules : List.of(SQLITE, POSTGRESQL, MYSQL, LexicalRules.ANSI)) {
            for (String piece : pieces) {
                for (String head : List.of("", "SELECT ", "$q$", "'", "/*", "E'x'\n")) {
                    long once = steps(rules, head + piece.repeat(1000));
                    long twice = steps(rules, head + piece.repeat(2000));
                    assertTrue(twice <= 2 * once + 100, head + piece + ": " + once + " then " + twice);
                    assertTrue(twice <= 4L * (head.length() + piece.length() * 2000) + 100, head + piece + ": " + twice);
                }
            }
        }
    }

    private static long steps(LexicalRules rules, String sql) {
        SqlLexer lexer = new SqlLexer(rules, sql);
        try {
            while (lexer.next() != SqlLexer.Token.END) {
                continue;
            }
        } catch (UsageException refused) {
            assertTrue(refused.position() >= 0);
        }
        return lexer.steps();
    }
}
