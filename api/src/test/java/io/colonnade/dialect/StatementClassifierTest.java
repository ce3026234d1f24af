// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementClassifierTest {

    private static final Dialect PURE = Dialect.builder("pure").lexicalRules(Rules.SQLITE).with(Feature.SELECTS_ARE_PURE).build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SELECT 1                                                             | QUERY  | true  | false
        select :a                                                            | QUERY  | true  | false
        -- a comment in front                                                | OTHER  | false | false
        /* a */ SELECT 1                                                     | QUERY  | true  | false
        ((SELECT 1) UNION (SELECT 2))                                        | QUERY  | true  | false
        VALUES (1), (2);                                                     | QUERY  | true  | false
        WITH x AS (SELECT 1) SELECT * FROM x                                 | QUERY  | true  | false
        WITH RECURSIVE x(n) AS (VALUES (1)), y AS (SELECT 2) SELECT * FROM x | QUERY  | true  | false
        WITH replace AS (SELECT 1), delete AS (SELECT 2) SELECT 1            | QUERY  | false | false
        WITH x AS (DELETE FROM t RETURNING id) SELECT * FROM x               | QUERY  | false | false
        SELECT replace(a, 'INSERT', "DELETE") FROM t -- UPDATE               | QUERY  | true  | false
        SELECT * FROM t FOR UPDATE                                           | QUERY  | false | false
        SELECT * INTO u FROM t                                               | QUERY  | false | false
        INSERT INTO t VALUES (1)                                             | INSERT | false | false
        INSERT INTO t VALUES (1) RETURNING id                                | INSERT | false | true
        INSERT INTO t (returning) SELECT (1)                                 | INSERT | false | false
        INSERT INTO t SELECT 'returning'                                     | INSERT | false | false
        REPLACE INTO t VALUES (1)                                            | INSERT | false | false
        WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x RETURNING a       | INSERT | false | true
        UPDATE t SET a = 1                                                   | UPDATE | false | false
        WITH x AS (SELECT 1) UPDATE t SET a = 1 RETURNING a                  | UPDATE | false | true
        DELETE FROM t                                                        | DELETE | false | false
        delete from t returning *                                            | DELETE | false | true
        CREATE TABLE t (a)                                                   | DDL    | false | false
        DROP TABLE t                                                         | DDL    | false | false
        ALTER TABLE t ADD a                                                  | DDL    | false | false
        CREATE TABLE t AS SELECT 1 AS returning                              | DDL    | false | false
        PRAGMA user_version                                                  | OTHER  | false | false
        EXPLAIN SELECT 1                                                     | OTHER  | false | false
        BEGIN                                                                | OTHER  | false | false
        {call f(1)}                                                          | OTHER  | false | false
        SELECTED                                                             | OTHER  | false | false
        WITH                                                                 | OTHER  | false | false
        """)
    void tellsWhatAStatementDoes(String sql, StatementKind kind, boolean readOnly, boolean returning) {
        String text = sql.startsWith("--") ? sql + "\nPRAGMA x" : sql;
        RawText raw = RawText.parse(PURE, text);
        assertEquals(kind, raw.compiled().kind());
        assertEquals(readOnly, raw.compiled().readOnly());
        assertEquals(returning, raw.returning());
        assertFalse(RawText.parse(PURE.toBuilder().without(Feature.SELECTS_ARE_PURE).build(), text).compiled().readOnly());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM u; END",
        "CREATE TEMP TRIGGER IF NOT EXISTS x AFTER UPDATE OF a ON t WHEN CASE WHEN 1 THEN 2 END BEGIN SELECT 1; END;",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN RAISE(ABORT, 'x;') END; SELECT 2; END ; -- done",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT NEW.end; SELECT (SELECT 1); END",
        "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; CASE a WHEN 1 THEN SELECT 2; END CASE; BEGIN SELECT 3; END; END",
        "CREATE DEFINER=a PROCEDURE p() BEGIN WHILE 1 DO SET a = 1; END WHILE; LOOP SET a = 2; END LOOP; "
            + "REPEAT SET a=1; UNTIL 1 END REPEAT; END;",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "CREATE FUNCTION f() RETURNS int RETURN CASE WHEN a THEN 1 ELSE IF(b, 1, 2) END",
        "CREATE FUNCTION f() RETURNS int RETURN REPEAT('a', 3) + IF(a, 1, 2)",
        "CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC IF x > 0 THEN RETURN 1; ELSEIF x < 0 THEN RETURN 3; ELSE RETURN 2; END IF",
        "CREATE PROCEDURE IF NOT EXISTS p() IF (a) THEN IF b THEN SELECT IF(1, 2, 3); END IF; END IF",
        "CREATE PROCEDURE p() CASE a WHEN 1 THEN IF b THEN SELECT 1; END IF; ELSE SELECT CASE WHEN 1 THEN IF(a, b, c) END; END CASE",
        "CREATE PROCEDURE p() x: LOOP SELECT 1; LEAVE x; END LOOP x",
        "CREATE PROCEDURE p() WHILE a > 0 DO SET a = a - 1; x: BEGIN SELECT 1; END x; END WHILE",
        "CREATE PROCEDURE p() REPEAT SET a = 1; UNTIL a = 1 END REPEAT",
        "CREATE PROCEDURE p() FOR i IN 1..3 DO SELECT i; END FOR",
        "CREATE PROCEDURE p() SELECT a FROM t FOR UPDATE",
        "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW IF NEW.a THEN SET NEW.b = 1; SET NEW.c = 2; END IF",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO IF a THEN SELECT 1; END IF",
        "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; SELECT 1; END",
        "CREATE FUNCTION loop() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE RULE two AS ON INSERT TO ru DO ALSO (NOTIFY a; NOTIFY b)"})
    void leavesTheSemicolonsOfABodyAlone(String sql) {
        assertEquals(StatementKind.DDL, RawText.parse(PURE, sql).compiled().kind());
        String two = sql.replaceAll("(; *--.*|;)$", "") + "; SELECT 1";
        UsageException error = assertThrows(UsageException.class, () -> RawText.parse(PURE, two));
        assertEquals(two.length() - "SELECT 1".length(), error.position());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "BEGIN NOT ATOMIC DECLARE x INT DEFAULT 1; IF x THEN SET @r = x + 1; END IF; END",
        "IF 1 THEN SELECT 1; ELSE SELECT 2; END IF",
        "FOR i IN 1..3 DO SELECT i; END FOR",
        "REPEAT SET a = 1; UNTIL 1 END REPEAT"})
    void leavesTheSemicolonsOfACompoundStatementAlone(String sql) {
        assertEquals(StatementKind.OTHER, RawText.parse(PURE, sql).compiled().kind());
        assertThrows(UsageException.class, () -> RawText.parse(PURE, sql + "; SELECT 1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/*!50003 CREATE*/ TABLE t (a INT) | DDL",
        "/*!40101 SET NAMES utf8mb4 */ | OTHER",
        "/*!40000 ALTER TABLE t DISABLE KEYS */; | DDL",
        "/*!99999 DROP TABLE t */ SELECT 1 | QUERY",
        "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; END */ | DDL"})
    void readsCommentsThatTheServerRuns(String sql, StatementKind kind) {
        assertEquals(kind, RawText.parse(Rules.dialect(Rules.MYSQL, ParamStyle.QMARK), sql).compiled().kind());
    }

    @Test
    void refusesABodyWhereThereIsNone() {
        assertThrows(UsageException.class, () -> RawText.parse(PURE, "CREATE TABLE t (a); BEGIN; SELECT 1; END"));
    }
}
