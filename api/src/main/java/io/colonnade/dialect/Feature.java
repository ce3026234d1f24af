// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/**
 * What a database has or lacks. Having a feature is a claim about a live server: the kit proves it in both directions.
 *
 * <p>Where databases differ in the form of a thing, not in having it, {@link Dialect} has a component of its own.
 */
public enum Feature {
    /** INSERT … RETURNING gives back the rows as inserted. */
    INSERT_RETURNING,
    /** UPDATE … RETURNING gives back the rows as updated. */
    UPDATE_RETURNING,
    /** DELETE … RETURNING gives back the deleted rows. */
    DELETE_RETURNING,
    /** One INSERT takes several rows of VALUES. */
    MULTIVALUES_INSERT,
    /** A key column into which NULL is inserted gets a generated value instead of refusing it. */
    NULL_PK_AUTOINCREMENTS,
    /** An update counts the rows that it matched, whether or not anything changed in them. */
    SANE_ROWCOUNT,
    /** A batch gives the exact count of each of its items. */
    SANE_MULTI_ROWCOUNT,
    /** DEFAULT stands for a column's default in VALUES and SET. */
    DEFAULT_KEYWORD,
    /** ON CONFLICT takes the name of a constraint. */
    CONFLICT_ON_CONSTRAINT,
    /** All values of an UPDATE are calculated from the row as it was. Without it, from left to right, from what is set already. */
    SIMULTANEOUS_ASSIGNMENT,
    /** RETURNING of an update or a delete that reads further tables gives back their columns too. */
    MULTI_TABLE_RETURNING,
    /** A subquery of an update or a delete may read the table that is changed. */
    CHANGED_TABLE_IN_SUBQUERY,
    /** UPDATE and DELETE take ORDER BY and LIMIT. */
    DML_LIMIT,

    /** A boolean column holds nothing but true, false and NULL, and TRUE and FALSE are literals. */
    NATIVE_BOOLEAN,
    /** The database itself stores and calculates decimals exactly, in SQL text too. Without it a dialect may have functions for expressions. */
    NATIVE_DECIMAL,
    /** A UUID column refuses what is no UUID. */
    NATIVE_UUID,
    /** A JSON column refuses what is no JSON. */
    NATIVE_JSON,
    /** An array is a type of its own: {@code SqlType.vendor("integer[]", Integer[].class)} keeps its elements. */
    NATIVE_ARRAY,
    /**
     * A set of keys and values is a type of its own: {@code SqlType.vendor("hstore", Map.class)} keeps a {@code Map<String, String>}. An
     * extension may have to be installed for it; a connection knows what was there when it was opened.
     */
    NATIVE_HSTORE,
    /** A generated key may be an integer of 16 bits, which counts from 1 and refuses what is larger. */
    SMALLSERIAL,
    /** A column of integers refuses text that is no number. */
    STRICT_TYPES,
    /** CREATE SEQUENCE makes a generator of numbers. */
    SEQUENCES,
    /** A column may be GENERATED … AS IDENTITY. */
    IDENTITY_COLUMNS,

    /** A name in double quotes that is no column is taken for a string instead of being refused. */
    DOUBLE_QUOTED_STRINGS,
    /** ORDER BY takes NULLS FIRST and NULLS LAST. */
    NULLS_ORDERING,
    /** NULL sorts below every value: first where ascending, last where descending. Without it, above. */
    DEFAULT_NULLS_FIRST,
    /** The mean of whole numbers has all the digits that a double holds. */
    PRECISE_AVERAGE,
    /** A parameter may be an array, as in {@code = ANY (?)}: one text for lists of every length. */
    ARRAY_PARAMETERS,
    /** A comparison takes ANY and ALL in front of a subquery. */
    QUANTIFIED_SUBQUERIES,
    /** {@code (a, b) IN ((1, 2), (3, 4))}; without it, {@code (a, b) IN (VALUES (1, 2), (3, 4))}. */
    ROW_VALUES_IN_LIST,
    /** {@code 5 / 2} is 2. */
    INTEGER_DIVISION,

    /** RIGHT JOIN. */
    RIGHT_JOIN,
    /** FULL OUTER JOIN. */
    FULL_OUTER_JOIN,
    /** A query in FROM can name the sources before it: LATERAL. */
    LATERAL,
    /** A query in FROM or WITH can name the sources of the statement around it. */
    OUTER_COLUMNS_IN_DERIVED_TABLES,
    /** A query after IN takes LIMIT and OFFSET. */
    LIMIT_IN_SUBQUERIES,
    /** INTERSECT and EXCEPT. */
    INTERSECT_EXCEPT,
    /** INTERSECT ALL and EXCEPT ALL. */
    INTERSECT_EXCEPT_ALL,
    /** WITH, recursive or not, in front of a query. */
    COMMON_TABLES,
    /** WITH … AS MATERIALIZED and NOT MATERIALIZED. */
    MATERIALIZED_HINT,
    /** WITH in front of INSERT. Without it, WITH stands in front of the query that gives the rows. */
    WITH_BEFORE_INSERT,
    /** WITH in front of UPDATE and DELETE. */
    WITH_BEFORE_UPDATE_DELETE,
    /** An INSERT, UPDATE or DELETE with RETURNING as a common table. */
    DATA_CHANGING_COMMON_TABLES,
    /** SELECT … FOR UPDATE, and the shared lock in the form of {@link Dialect#shareLock()}. */
    ROW_LOCKS,
    /** FOR UPDATE OF some of the sources. */
    ROW_LOCKS_OF,
    /** FOR NO KEY UPDATE and FOR KEY SHARE. */
    KEY_LOCKS,
    /** FOR UPDATE NOWAIT. */
    NO_WAIT,
    /** FOR UPDATE SKIP LOCKED. */
    SKIP_LOCKED,
    /** FETCH FIRST … ROWS WITH TIES. */
    FETCH_WITH_TIES,
    /** SELECT DISTINCT ON. */
    DISTINCT_ON,
    /** GROUPING() in a select by several groupings. */
    GROUPING_FUNCTION,
    /** A select by several groupings takes ORDER BY. */
    ORDERED_ROLLUP,
    /** Functions OVER a window. */
    WINDOW_FUNCTIONS,
    /** A window counted in groups. */
    WINDOW_GROUPS,
    /** A window that excludes rows of its frame. */
    WINDOW_EXCLUDE,
    /** LAG and LEAD take a value for where there is no row. */
    LAG_DEFAULT,
    /** FILTER behind an aggregate. */
    AGGREGATE_FILTER,
    /** Any aggregate takes ORDER BY behind its arguments. */
    ORDERED_AGGREGATES,
    /** WITHIN GROUP behind an aggregate. */
    WITHIN_GROUP,

    /** Savepoints can be set, released and rolled back to. */
    SAVEPOINTS,
    /** CREATE, DROP and ALTER are undone by a rollback. */
    TRANSACTIONAL_DDL,
    /** After a failed statement the database itself refuses all others of the transaction until it is rolled back. */
    ERROR_ABORTS_TRANSACTION,
    /** A read-only transaction refuses to write. */
    READ_ONLY_TRANSACTIONS,
    /** A transaction may wait for a moment at which it cannot collide. */
    DEFERRABLE_TRANSACTIONS,

    /** A stream fetches rows as they are asked for; the database does not send all of them at once. */
    SERVER_SIDE_CURSORS,
    /** While a stream is open its connection runs other statements; where it does not, they are refused with UNSUPPORTED and not sent. */
    CONCURRENT_STATEMENTS_WHILE_STREAMING,
    /** Cancelling ends a running statement. */
    CANCEL_EFFECTIVE,
    /** Errors carry an SQLSTATE. */
    SQL_STATE_AVAILABLE,
    /** A constraint violation names the constraint. */
    CONSTRAINT_NAME_AVAILABLE,
    /** Foreign keys are enforced without anybody asking for it. */
    FK_ENFORCED_BY_DEFAULT,
    /** Raw text that is a plain SELECT cannot change anything, whatever functions it calls. */
    SELECTS_ARE_PURE,

    /** Names hold characters beyond U+FFFF. */
    SUPPLEMENTARY_IDENTIFIERS,
    /** An index is of those rows only for which a condition is true. */
    PARTIAL_INDEXES,
    /** An index is on an expression. */
    EXPRESSION_INDEXES,
    /** An index keeps the values of further columns. */
    INDEX_INCLUDE,
    /** An index is of the first characters of a column. */
    INDEX_PREFIX_LENGTH,
    /** An index says where it keeps NULL. */
    INDEX_NULLS_ORDERING,
    /** An index says by which operators it compares: an operator class behind a column. */
    OPERATOR_CLASSES,
    /** An index is built while others write. */
    CONCURRENT_INDEXES,
    /** CREATE INDEX takes IF NOT EXISTS, and DROP INDEX takes IF EXISTS. */
    INDEX_IF_NOT_EXISTS,
    /** CREATE TABLE declares indexes. */
    INLINE_INDEXES,
    /** A foreign key may be checked at the end of the transaction. */
    DEFERRABLE_FOREIGN_KEYS,
    /** A unique constraint may be checked at the end of the transaction. */
    DEFERRABLE_UNIQUE_CONSTRAINTS,
    /** A foreign key may take its default where its row goes. */
    REFERENTIAL_SET_DEFAULT,
    /** ALTER TABLE adds and drops constraints. */
    ALTER_CONSTRAINTS,
    /** ALTER TABLE takes IF EXISTS, and so do DROP COLUMN and DROP CONSTRAINT in it. */
    ALTER_IF_EXISTS,
    /** DROP TABLE takes several tables, which may refer to each other. */
    DROP_SEVERAL_TABLES,
    /** DROP TABLE takes along what depends on it. */
    DROP_CASCADE,
    /** A computed column is kept with its row. */
    COMPUTED_STORED,
    /** A computed column is calculated when it is read. */
    COMPUTED_VIRTUAL,
    /** A table may live as long as its connection. */
    TEMPORARY_TABLES,
    /** CREATE TABLE … AS SELECT. */
    CREATE_TABLE_AS,
    /** CREATE VIEW takes OR REPLACE. */
    VIEW_OR_REPLACE,
    /** CREATE VIEW takes IF NOT EXISTS. */
    VIEW_IF_NOT_EXISTS,
    /** A view may keep its rows until it is refreshed; creating one takes IF NOT EXISTS. */
    MATERIALIZED_VIEWS,
    /** A table in FROM takes TABLESAMPLE. */
    TABLE_SAMPLE,
    /** A calculated column of a query in FROM may be named true or false. */
    BOOLEAN_WORDS_AS_NAMES
}
