// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SqlTokens;
import io.colonnade.dialect.StatementKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a text before it is prepared. */
class MySqlTraitsTest {

    private static final LexicalRules RULES = MySqlDialect.of("8.0.33", IsolationLevel.READ_COMMITTED).lexicalRules();

    private static Compiled compiled(String sql, StatementKind kind) {
        return new Compiled(sql, kind, false, List.of(), List.of(), false);
    }

    private static MySqlTraits traits(String sql, StatementKind kind) {
        return MySqlTraits.of(RULES, compiled(sql, kind));
    }

    private static String harmless(String sql) {
        return traits(sql, StatementKind.UPDATE).harmless(sql);
    }

    private static PlainInsert plain(String sql) {
        return PlainInsert.of(SqlTokens.of(RULES, compiled(sql, StatementKind.INSERT)), sql);
    }

    @Test
    void onlyWhatBeginsASubqueryIsRewritten() {
        assertEquals("UPDATE t SET a = (SELECT /* ? */ DISTINCT (COALESCE(?))), b = 'SELECT ' + ?",
                harmless("UPDATE t SET a = (SELECT /* ? */ DISTINCT (?)), b = 'SELECT ' + ?"));
        assertEquals("INSERT INTO t SELECT a, ? FROM `SELECT` WHERE x = ? LIMIT ?",
                harmless("INSERT INTO t SELECT a, ? FROM `SELECT` WHERE x = ? LIMIT ?"));
        assertEquals("UPDATE t SET s = (VALUES ROW(COALESCE(?), ?))", harmless("UPDATE t SET s = (VALUES ROW(?, ?))"));
        assertEquals("UPDATE t SET s = /*!80000 (SELECT COALESCE(?)) */ /*!99999 (SELECT ?) */ # SELECT ?\n",
                harmless("UPDATE t SET s = /*!80000 (SELECT ?) */ /*!99999 (SELECT ?) */ # SELECT ?\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT @a                                   | true
            SELECT @`a`                                 | true
            SELECT 1 @                                  | true
            SELECT @a@@b                                | true
            SET @'a' = 1                                | true
            /*!80000 SELECT @a */                       | true
            PREPARE p FROM 'SELECT @a'                  | true
            SELECT @@sql_mode, @@session.time_zone      | false
            SELECT 1 -- @a                              | false
            SELECT 1 /* @a */ # @b                      | false
            """)
    void knowsVariablesOfTheUser(String sql, boolean uses) {
        assertEquals(uses, traits(sql, StatementKind.OTHER).usesVariables());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT GET_LOCK('a', 0)                              | true
            SELECT get_lock /* c */ ('a', 0)                     | true
            SELECT `Get_Lock` ('a', 0)                           | true
            SELECT service_get_write_locks('a', 'b', 0)          | true
            SELECT version_tokens_lock_shared('a', 0)            | true
            SELECT LAST_INSERT_ID(7)                             | true
            SELECT last_insert_id ( id + 1 ) FROM t              | true
            SELECT last_insert_id(), LAST_INSERT_ID ( 5 )        | true
            PREPARE p FROM 'SELECT GET_LOCK(1, 0)'               | true
            SELECT LAST_INSERT_ID()                              | false
            SELECT last_insert_id /* c */ ( -- d                 | true
            SELECT release_all_locks(), is_used_lock('a')        | false
            SELECT 1 /* get_lock */                              | false
            SELECT target, block FROM locks                      | false
            """)
    void knowsWhatTheServerDoesNotTell(String sql, boolean untold) {
        assertEquals(untold, traits(sql, StatementKind.OTHER).untold());
    }

    /** A query runs nothing that stands in a string. */
    @Test
    void stringsOfQueriesAreValues() {
        MySqlTraits traits = traits("SELECT 'me@example.org', 'get_lock(1)', 'if'", StatementKind.QUERY);
        assertEquals("false false false", traits.usesVariables() + " " + traits.untold() + " " + traits.typedByArguments());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            UPDATE t SET a = IF(b, ?, 1)                         | true
            UPDATE t SET a = coalesce (?, 1)                     | true
            UPDATE t SET a = CASE WHEN b THEN ? ELSE 1 END       | true
            INSERT INTO t SELECT 1 UNION SELECT ?                | true
            UPDATE t SET a = ?, iffy = 'case'                    | false
            """)
    void knowsWhatTakesItsTypeFromSeveralValues(String sql, boolean typed) {
        assertEquals(typed, traits(sql, StatementKind.UPDATE).typedByArguments());
    }

    @Test
    void takesPlainInsertsApart() {
        assertEquals(new PlainInsert("INSERT INTO `a`.b (c, `d`) VALUES ", "(?, 7, NULL)"), plain("INSERT INTO `a`.b (c, `d`) VALUES (?, 7, NULL) "));
        assertEquals(new PlainInsert("insert into t values -- so\n", "(?, -1)"), plain("insert into t values -- so\n(?, -1)"));
        for (String sql : List.of("INSERT IGNORE INTO t VALUES (?)", "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = 1", "INSERT INTO t SELECT ?",
                "INSERT INTO t VALUES (?), (1)", "INSERT INTO t VALUES (f(?))", "INSERT INTO t VALUES (?, 'a')", "INSERT INTO t SET a = ?",
                "INSERT INTO t /*!80000 VALUES (?) */", "INSERT INTO t (a) SELECT b FROM (SELECT 1) VALUES (?)", "INSERT INTO t VALUES (?);")) {
            assertEquals(null, plain(sql), sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "@@", "get_", "get_ ", "last_insert_id(", "last_insert_id", "_lock", "_", "? ", "(SELECT ", "ROW(", "`a` ", "'a' ", "/*!80000 a*/ ",
        "VALUES ", "a, ", "INSERT INTO ", "-- \n", "/* */"})
    void looksAtEachCharacterABoundedNumberOfTimes(String part) {
        for (String head : List.of("", "INSERT INTO t ", "INSERT INTO t VALUES (", "SELECT ")) {
            String sql = head + part.repeat(10_000);
            SqlTokens traits = SqlTokens.of(RULES, compiled(sql, StatementKind.OTHER));
            MySqlTraits.of(traits, StatementKind.OTHER);
            SqlTokens plain = SqlTokens.of(RULES, compiled(sql, StatementKind.INSERT));
            PlainInsert.of(plain, sql);
            assertTrue(Math.max(traits.steps(), plain.steps()) <= 4L * sql.length(), () -> part + ": " + traits.steps() + ", " + plain.steps());
        }
    }
}
