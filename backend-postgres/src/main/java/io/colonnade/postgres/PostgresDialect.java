// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LengthUnit;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.dialect.UpdateFrom;
import io.colonnade.dialect.Upsert;
import io.colonnade.sql.SqlType.Family;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL can do and how it spells it. */
public final class PostgresDialect {

    private static final int MAX_BIND_PARAMETERS = 65_535;
    private static final int MAX_IDENTIFIER_LENGTH = 63;
    private static final int FIRST_WITH_VIRTUAL_COLUMNS = 18;

    /** What is assumed of a server before one was met. */
    public static final Dialect ASSUMED = PostgresFunctions.in(Dialect.builder("postgresql"))
            .with(Feature.INSERT_RETURNING, Feature.UPDATE_RETURNING, Feature.DELETE_RETURNING, Feature.MULTIVALUES_INSERT)
            .with(Feature.QUANTIFIED_SUBQUERIES, Feature.ROW_VALUES_IN_LIST, Feature.ARRAY_PARAMETERS)
            .with(Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT)
            .with(Feature.NATIVE_BOOLEAN, Feature.NATIVE_DECIMAL, Feature.NATIVE_UUID, Feature.NATIVE_JSON, Feature.NATIVE_ARRAY)
            .with(Feature.SMALLSERIAL, Feature.STRICT_TYPES, Feature.SEQUENCES, Feature.IDENTITY_COLUMNS)
            .with(Feature.NULLS_ORDERING, Feature.INTEGER_DIVISION)
            .with(Feature.SAVEPOINTS, Feature.TRANSACTIONAL_DDL, Feature.ERROR_ABORTS_TRANSACTION)
            .with(Feature.READ_ONLY_TRANSACTIONS, Feature.DEFERRABLE_TRANSACTIONS)
            .with(Feature.SERVER_SIDE_CURSORS, Feature.CANCEL_EFFECTIVE)
            .with(Feature.SQL_STATE_AVAILABLE, Feature.CONSTRAINT_NAME_AVAILABLE, Feature.FK_ENFORCED_BY_DEFAULT)
            .with(Feature.RIGHT_JOIN, Feature.FULL_OUTER_JOIN, Feature.LATERAL, Feature.OUTER_COLUMNS_IN_DERIVED_TABLES)
            .with(Feature.LIMIT_IN_SUBQUERIES, Feature.PRECISE_AVERAGE, Feature.INTERSECT_EXCEPT, Feature.INTERSECT_EXCEPT_ALL)
            .with(Feature.COMMON_TABLES, Feature.MATERIALIZED_HINT, Feature.DATA_CHANGING_COMMON_TABLES)
            .with(Feature.WITH_BEFORE_INSERT, Feature.WITH_BEFORE_UPDATE_DELETE)
            .with(Feature.ROW_LOCKS, Feature.ROW_LOCKS_OF, Feature.KEY_LOCKS, Feature.NO_WAIT, Feature.SKIP_LOCKED)
            .with(Feature.FETCH_WITH_TIES, Feature.DISTINCT_ON, Feature.GROUPING_FUNCTION, Feature.ORDERED_ROLLUP)
            .with(Feature.WINDOW_FUNCTIONS, Feature.WINDOW_GROUPS, Feature.WINDOW_EXCLUDE, Feature.LAG_DEFAULT)
            .with(Feature.AGGREGATE_FILTER, Feature.ORDERED_AGGREGATES, Feature.WITHIN_GROUP)
            .with(Feature.DEFAULT_KEYWORD, Feature.CONFLICT_ON_CONSTRAINT, Feature.SIMULTANEOUS_ASSIGNMENT)
            .with(Feature.MULTI_TABLE_RETURNING, Feature.CHANGED_TABLE_IN_SUBQUERY)
            .upsert(Upsert.ON_CONFLICT)
            .updateFrom(UpdateFrom.FROM)
            .deleteUsing(DeleteUsing.USING)
            .maxBindParameters(MAX_BIND_PARAMETERS)
            .maxIdentifierLength(MAX_IDENTIFIER_LENGTH)
            .generatedKey(GeneratedKey.IDENTITY)
            .nativeEnum(NativeEnum.NAMED_TYPE)
            .isolationLevels(IsolationLevel.READ_COMMITTED, IsolationLevel.READ_UNCOMMITTED, IsolationLevel.REPEATABLE_READ,
                    IsolationLevel.SERIALIZABLE)
            .lexicalRules(lexicalRules(false))
            .type(Family.DECIMAL, "NUMERIC({precision},{scale})")
            .type(Family.TEXT, "TEXT")
            .type(Family.BINARY, "BYTEA")
            .type(Family.UUID, "UUID")
            .with(Feature.SUPPLEMENTARY_IDENTIFIERS, Feature.PARTIAL_INDEXES, Feature.EXPRESSION_INDEXES, Feature.INDEX_INCLUDE)
            .with(Feature.INDEX_NULLS_ORDERING, Feature.OPERATOR_CLASSES, Feature.CONCURRENT_INDEXES, Feature.INDEX_IF_NOT_EXISTS)
            .with(Feature.DEFERRABLE_FOREIGN_KEYS, Feature.DEFERRABLE_UNIQUE_CONSTRAINTS, Feature.REFERENTIAL_SET_DEFAULT)
            .with(Feature.ALTER_CONSTRAINTS, Feature.ALTER_IF_EXISTS, Feature.DROP_SEVERAL_TABLES, Feature.DROP_CASCADE)
            .with(Feature.COMPUTED_STORED, Feature.TEMPORARY_TABLES, Feature.CREATE_TABLE_AS, Feature.VIEW_OR_REPLACE)
            .with(Feature.MATERIALIZED_VIEWS, Feature.TABLE_SAMPLE, Feature.BOOLEAN_WORDS_AS_NAMES)
            .identifierLengthUnit(LengthUnit.BYTES)
            .ddlRules(DdlRules.ANSI.withSequences(SequenceForm.NEXTVAL))
            .literal(Family.TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE '{raw}+00'")
            .literal(Family.BINARY, "decode('{hex}', 'hex')")
            .literal(Family.UUID, "CAST({text} AS UUID)")
            .literal(Family.JSON, "CAST({text} AS JSON)")
            .catalogQueries(PostgresCatalog.QUERIES)
            .build();

    private PostgresDialect() {
    }

    /**
     * What a server said of itself.
     *
     * @param standardStrings whether a backslash in a string is a plain character
     * @param isolation the level of a transaction that asks for none, in the server's words
     * @param hstore whether the extension is installed and in the search path
     */
    static Dialect of(String product, String version, boolean standardStrings, String isolation, boolean hstore) {
        DialectBuilder builder = (hstore ? ASSUMED.toBuilder().with(Feature.NATIVE_HSTORE) : ASSUMED.toBuilder())
                .server(product, version).lexicalRules(lexicalRules(!standardStrings))
                .isolationLevels(IsolationLevel.valueOf(isolation.toUpperCase(Locale.ROOT).replace(' ', '_')),
                        IsolationLevel.values());
        if (majorVersion(version) >= FIRST_WITH_VIRTUAL_COLUMNS) {
            builder.with(Feature.COMPUTED_VIRTUAL);
        }
        return builder.build();
    }

    private static int majorVersion(String version) {
        Matcher digits = Pattern.compile("\\d+").matcher(version);
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }

    private static LexicalRules lexicalRules(boolean backslashEscapes) {
        return new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE), backslashEscapes, true, true, true, false, DashComments.ALWAYS,
                true, "$");
    }
}
