// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.CommentForm;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IndexMethod;
import io.colonnade.dialect.IndexNames;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.OffsetWithoutLimit;
import io.colonnade.dialect.SchemaForm;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.dialect.SetOperands;
import io.colonnade.dialect.StringAggregation;
import io.colonnade.dialect.UpdateFrom;
import io.colonnade.dialect.Upsert;
import io.colonnade.dialect.ValuesForm;
import io.colonnade.sql.SqlType.Family;
import java.util.Set;

/** What SQLite can do and how it spells it. */
final class SqliteDialect {

    /** What SQLite takes by itself; a driver may be built to take more, and each connection is held to this. */
    static final int MAX_BIND_PARAMETERS = 32_766;

    static final LexicalRules LEXICAL_RULES = new LexicalRules(Set.of(Quote.SINGLE),
            Set.of(Quote.DOUBLE, Quote.BACKTICK, Quote.BRACKET), false, false, false, false, false, DashComments.ALWAYS, false, "@$:");

    /** The engine is part of the driver, so there is nothing to learn from a file but the engine's version. */
    static final Dialect ASSUMED = SqliteFunctions.in(Dialect.builder("sqlite"))
            .with(Feature.INSERT_RETURNING, Feature.UPDATE_RETURNING, Feature.DELETE_RETURNING, Feature.MULTIVALUES_INSERT)
            .with(Feature.DOUBLE_QUOTED_STRINGS, Feature.NULLS_ORDERING, Feature.DEFAULT_NULLS_FIRST, Feature.INTEGER_DIVISION)
            .with(Feature.SAVEPOINTS, Feature.TRANSACTIONAL_DDL, Feature.READ_ONLY_TRANSACTIONS)
            .with(Feature.SERVER_SIDE_CURSORS, Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING, Feature.CANCEL_EFFECTIVE)
            .with(Feature.FK_ENFORCED_BY_DEFAULT, Feature.SELECTS_ARE_PURE, Feature.ROW_VALUES_IN_LIST)
            .with(Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT, Feature.NULL_PK_AUTOINCREMENTS)
            .with(Feature.RIGHT_JOIN, Feature.FULL_OUTER_JOIN, Feature.OUTER_COLUMNS_IN_DERIVED_TABLES, Feature.LIMIT_IN_SUBQUERIES)
            .with(Feature.INTERSECT_EXCEPT, Feature.COMMON_TABLES, Feature.MATERIALIZED_HINT)
            .with(Feature.WITH_BEFORE_INSERT, Feature.WITH_BEFORE_UPDATE_DELETE)
            .with(Feature.WINDOW_FUNCTIONS, Feature.WINDOW_GROUPS, Feature.WINDOW_EXCLUDE, Feature.LAG_DEFAULT)
            .with(Feature.PRECISE_AVERAGE, Feature.AGGREGATE_FILTER, Feature.ORDERED_AGGREGATES)
            .setOperands(SetOperands.DERIVED_TABLE)
            .valuesForm(ValuesForm.COMMON_TABLE)
            .groupingForm(GroupingForm.NONE)
            .with(Feature.SIMULTANEOUS_ASSIGNMENT, Feature.CHANGED_TABLE_IN_SUBQUERY, Feature.DML_LIMIT)
            .upsert(Upsert.ON_CONFLICT)
            .updateFrom(UpdateFrom.FROM)
            .maxBindParameters(MAX_BIND_PARAMETERS)
            .offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MINUS_ONE)
            .stringAggregation(StringAggregation.STRING_AGG_OF_ALL)
            .generatedKey(GeneratedKey.INTEGER_PRIMARY_KEY)
            .isolationLevels(IsolationLevel.SERIALIZABLE)
            .pipeliningDepth(1)
            .concurrentWriters(1)
            .lexicalRules(LEXICAL_RULES)
            // TEXT in the name gives the column text affinity; without it SQLite turns '1.10' into the number 1.1.
            .type(Family.DECIMAL, "DECIMAL_TEXT({precision},{scale})")
            .type(Family.JSON, "JSON_TEXT")
            .type(Family.DOUBLE, "DOUBLE")
            .type(Family.TEXT, "TEXT")
            .type(Family.TIME, "TIME")
            .type(Family.TIMESTAMP, "TIMESTAMP")
            .type(Family.TIMESTAMP_TZ, "TIMESTAMP_TZ")
            .type(Family.UUID, "UUID")
            // A name that SQLite does not know makes a number of the text: '2024-02-29' becomes 2024.
            .castType(Family.DATE, "TEXT")
            .castType(Family.TIME, "TEXT")
            .castType(Family.TIMESTAMP, "TEXT")
            .castType(Family.TIMESTAMP_TZ, "TEXT")
            .castType(Family.UUID, "TEXT")
            .with(Feature.SUPPLEMENTARY_IDENTIFIERS, Feature.PARTIAL_INDEXES, Feature.EXPRESSION_INDEXES, Feature.INDEX_IF_NOT_EXISTS)
            .with(Feature.DEFERRABLE_FOREIGN_KEYS, Feature.REFERENTIAL_SET_DEFAULT, Feature.COMPUTED_STORED, Feature.COMPUTED_VIRTUAL)
            .with(Feature.TEMPORARY_TABLES, Feature.CREATE_TABLE_AS, Feature.VIEW_IF_NOT_EXISTS)
            .ddlRules(new DdlRules(CommentForm.NONE, IndexNames.QUALIFIED, IndexMethod.NONE, SchemaForm.NONE, SequenceForm.NONE, ", ",
                    AlterColumn.NONE, "PRAGMA defer_foreign_keys = ON"))
            .literal(Family.DECIMAL, "{text}")
            .literal(Family.DATE, "{text}")
            .literal(Family.TIME, "{text}")
            .literal(Family.TIMESTAMP, "{text}")
            .literal(Family.TIMESTAMP_TZ, "'{raw}Z'")
            .catalogQueries(SqliteCatalog.QUERIES)
            .build();

    private SqliteDialect() {
    }

    static Dialect of(String engineVersion) {
        return ASSUMED.toBuilder().server("SQLite", engineVersion).build();
    }
}
