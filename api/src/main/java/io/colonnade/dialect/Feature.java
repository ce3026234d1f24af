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

    /** A boolean column holds nothing but true, false and NULL, and TRUE and FALSE are literals. */
    NATIVE_BOOLEAN,
    /** Decimals are stored and calculated exactly. */
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
    /** A parameter may be an array, as in {@code = ANY (?)}: one text for lists of every length. */
    ARRAY_PARAMETERS,
    /** A comparison takes ANY and ALL in front of a subquery. */
    QUANTIFIED_SUBQUERIES,
    /** {@code (a, b) IN ((1, 2), (3, 4))}; without it, {@code (a, b) IN (VALUES (1, 2), (3, 4))}. */
    ROW_VALUES_IN_LIST,
    /** {@code 5 / 2} is 2. */
    INTEGER_DIVISION,

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
    /** While a stream is open its connection runs other statements. */
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
    SELECTS_ARE_PURE
}
