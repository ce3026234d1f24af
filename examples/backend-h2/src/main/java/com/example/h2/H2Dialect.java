// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.ShareLock;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.util.Set;

// snippet: h2-dialect
/**
 * What H2 can do and how it spells it. What it lacks is simply not declared: RETURNING, ON CONFLICT, DDL in transactions, read-only
 * transactions, full joins, and more. The kit tests that too.
 */
final class H2Dialect {

    static final Dialect ASSUMED = Dialect.builder("h2")
            .with(Feature.MULTIVALUES_INSERT, Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT, Feature.DEFAULT_KEYWORD)
            .with(Feature.SIMULTANEOUS_ASSIGNMENT, Feature.CHANGED_TABLE_IN_SUBQUERY)
            .with(Feature.NATIVE_DECIMAL, Feature.NATIVE_UUID, Feature.SMALLSERIAL, Feature.STRICT_TYPES, Feature.SEQUENCES)
            .with(Feature.IDENTITY_COLUMNS, Feature.NULLS_ORDERING, Feature.DEFAULT_NULLS_FIRST, Feature.PRECISE_AVERAGE)
            .with(Feature.QUANTIFIED_SUBQUERIES, Feature.ROW_VALUES_IN_LIST, Feature.INTEGER_DIVISION, Feature.RIGHT_JOIN)
            .with(Feature.LIMIT_IN_SUBQUERIES, Feature.INTERSECT_EXCEPT, Feature.COMMON_TABLES, Feature.NO_WAIT, Feature.SKIP_LOCKED)
            .with(Feature.FETCH_WITH_TIES, Feature.DISTINCT_ON, Feature.WINDOW_FUNCTIONS, Feature.WINDOW_GROUPS, Feature.WINDOW_EXCLUDE)
            .with(Feature.LAG_DEFAULT, Feature.AGGREGATE_FILTER, Feature.WITHIN_GROUP)
            .with(Feature.SAVEPOINTS, Feature.SERVER_SIDE_CURSORS, Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING)
            .with(Feature.CANCEL_EFFECTIVE, Feature.SQL_STATE_AVAILABLE, Feature.FK_ENFORCED_BY_DEFAULT)
            .with(Feature.SUPPLEMENTARY_IDENTIFIERS, Feature.INDEX_INCLUDE, Feature.INDEX_NULLS_ORDERING, Feature.INDEX_IF_NOT_EXISTS)
            .with(Feature.REFERENTIAL_SET_DEFAULT, Feature.ALTER_CONSTRAINTS, Feature.ALTER_IF_EXISTS, Feature.DROP_SEVERAL_TABLES)
            .with(Feature.DROP_CASCADE, Feature.TEMPORARY_TABLES, Feature.CREATE_TABLE_AS)
            .with(Feature.VIEW_OR_REPLACE, Feature.VIEW_IF_NOT_EXISTS)
            .with(Feature.ROW_LOCKS, Feature.BOOLEAN_WORDS_AS_NAMES, Feature.MATERIALIZED_VIEWS)
            // What H2 calls SERIALIZABLE lets two transactions decide on the same rows.
            .isolationLevels(IsolationLevel.READ_COMMITTED, IsolationLevel.READ_UNCOMMITTED, IsolationLevel.REPEATABLE_READ)
            .lexicalRules(new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE, Quote.BACKTICK), false, true, false, true, false,
                    LexicalRules.DashComments.ALWAYS, false, ""))
            .shareLock(ShareLock.NONE)
            .maxIdentifierLength(256)
            .maxBindParameters(100_000)
            .nativeEnum(NativeEnum.INLINE)
            .groupingForm(GroupingForm.NONE)
            .ddlRules(DdlRules.ANSI.withAlterColumn(AlterColumn.NONE))
            .type(Family.TEXT, "CHARACTER VARYING")
            .type(Family.BINARY, "BINARY VARYING")
            .type(Family.DECIMAL, "DECIMAL({precision=100},{scale=50})")
            .type(Family.UUID, "UUID")
            .literal(Family.JSON, "JSON {text}")
            // A backslash escapes unless another character is named.
            .function(PortableFunction.LIKE, "{0} LIKE {1} ESCAPE ''").function(PortableFunction.NOT_LIKE, "{0} NOT LIKE {1} ESCAPE ''")
            // H2 counts halves of characters, and rounds parameters whose type it does not know.
            .withoutFunction(PortableFunction.LENGTH).withoutFunction(PortableFunction.FLOOR).withoutFunction(PortableFunction.CEIL)
            .build();

    private H2Dialect() {
    }
}
// end
