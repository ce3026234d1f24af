// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.CommentForm;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.DefaultValues;
import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IndexMethod;
import io.colonnade.dialect.IndexNames;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.LexicalRules.VersionComments;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.OffsetWithoutLimit;
import io.colonnade.dialect.SchemaForm;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.dialect.SetOperands;
import io.colonnade.dialect.ShareLock;
import io.colonnade.dialect.StringAggregation;
import io.colonnade.dialect.UpdateFrom;
import io.colonnade.dialect.Upsert;
import io.colonnade.dialect.ValuesForm;
import io.colonnade.sql.SqlType.Family;
import java.util.Arrays;
import java.util.Set;

/** What MySQL and MariaDB can do and how they spell it, with the session settings that {@link MySqlOpening} makes. */
final class MySqlDialect {

    /** The protocol counts the parameters of a prepared statement with 16 bits. */
    static final int MAX_BIND_PARAMETERS = 65_535;

    private static final int MAX_IDENTIFIER_LENGTH = 64;

    private static final LexicalRules LEXICAL_RULES = new LexicalRules(Set.of(Quote.SINGLE, Quote.DOUBLE), Set.of(Quote.BACKTICK), true,
            false, false, false, true, DashComments.BEFORE_SPACE, false, "");

    /** MySQL 8.0. */
    static final Dialect ASSUMED = MySqlFunctions.in(types(Dialect.builder("mysql")))
            .with(Feature.MULTIVALUES_INSERT, Feature.NATIVE_DECIMAL, Feature.NATIVE_JSON, Feature.DOUBLE_QUOTED_STRINGS)
            .with(Feature.DEFAULT_NULLS_FIRST, Feature.SAVEPOINTS, Feature.READ_ONLY_TRANSACTIONS, Feature.SERVER_SIDE_CURSORS)
            .with(Feature.CANCEL_EFFECTIVE, Feature.SQL_STATE_AVAILABLE, Feature.CONSTRAINT_NAME_AVAILABLE)
            .with(Feature.FK_ENFORCED_BY_DEFAULT, Feature.QUANTIFIED_SUBQUERIES, Feature.ROW_VALUES_IN_LIST)
            .with(Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT, Feature.NULL_PK_AUTOINCREMENTS)
            .with(Feature.SMALLSERIAL, Feature.STRICT_TYPES)
            .with(Feature.RIGHT_JOIN, Feature.LATERAL, Feature.OUTER_COLUMNS_IN_DERIVED_TABLES)
            .with(Feature.INTERSECT_EXCEPT, Feature.INTERSECT_EXCEPT_ALL, Feature.COMMON_TABLES, Feature.WITH_BEFORE_UPDATE_DELETE)
            .with(Feature.ROW_LOCKS, Feature.ROW_LOCKS_OF, Feature.NO_WAIT, Feature.SKIP_LOCKED)
            .with(Feature.GROUPING_FUNCTION, Feature.ORDERED_ROLLUP, Feature.WINDOW_FUNCTIONS, Feature.LAG_DEFAULT)
            .valuesForm(ValuesForm.ROW_COLUMN_LIST)
            .groupingForm(GroupingForm.WITH_ROLLUP)
            .with(Feature.DEFAULT_KEYWORD, Feature.DML_LIMIT)
            .upsert(Upsert.ON_DUPLICATE_KEY_ALIAS)
            .updateFrom(UpdateFrom.MULTI_TABLE)
            .deleteUsing(DeleteUsing.MULTI_TABLE)
            .identifierQuote('`')
            .maxIdentifierLength(MAX_IDENTIFIER_LENGTH)
            .maxBindParameters(MAX_BIND_PARAMETERS)
            .defaultValues(DefaultValues.EMPTY_LISTS)
            .offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MAXIMUM)
            .stringAggregation(StringAggregation.GROUP_CONCAT)
            .generatedKey(GeneratedKey.AUTO_INCREMENT)
            .nativeEnum(NativeEnum.INLINE)
            .isolationLevels(IsolationLevel.REPEATABLE_READ, IsolationLevel.values())
            .lexicalRules(LEXICAL_RULES.versionComments(new VersionComments(80_000, false)))
            .with(Feature.EXPRESSION_INDEXES, Feature.INDEX_PREFIX_LENGTH, Feature.INLINE_INDEXES, Feature.ALTER_CONSTRAINTS)
            .with(Feature.DROP_SEVERAL_TABLES, Feature.COMPUTED_STORED, Feature.COMPUTED_VIRTUAL, Feature.TEMPORARY_TABLES)
            .with(Feature.CREATE_TABLE_AS, Feature.VIEW_OR_REPLACE, Feature.BOOLEAN_WORDS_AS_NAMES)
            .ddlRules(new DdlRules(CommentForm.INLINE, IndexNames.TABLE, IndexMethod.AFTER_COLUMNS, SchemaForm.ALWAYS_CASCADE,
                    SequenceForm.NONE, ", ", AlterColumn.MODIFY, ""))
            .literal(Family.TIMESTAMP_TZ, "TIMESTAMP '{raw}'")
            .literal(Family.JSON, "CAST({text} AS JSON)")
            .catalogQueries(MySqlCatalog.QUERIES)
            .build();

    private MySqlDialect() {
    }

    private static DialectBuilder types(DialectBuilder builder) {
        return builder
                .type(Family.REAL, "FLOAT")
                .type(Family.DOUBLE, "DOUBLE")
                // Without a precision MySQL means (10,0) and rounds silently.
                .type(Family.DECIMAL, "DECIMAL({precision=65},{scale=30})")
                // TEXT and BLOB end at 64 KiB.
                .type(Family.TEXT, "LONGTEXT")
                .type(Family.BINARY, "LONGBLOB")
                .type(Family.TIMESTAMP, "DATETIME(6)")
                // TIMESTAMP ends in January 2038 and begins in 1970; the session's zone is UTC, so DATETIME holds instants as well.
                .type(Family.TIMESTAMP_TZ, "DATETIME(6)")
                .castType(Family.SMALLINT, "SIGNED")
                .castType(Family.INTEGER, "SIGNED")
                .castType(Family.BIGINT, "SIGNED")
                .castType(Family.BOOLEAN, "UNSIGNED")
                .castType(Family.VARCHAR, "CHAR({length})")
                .castType(Family.TEXT, "CHAR")
                .castType(Family.BINARY, "BINARY")
                .castType(Family.UUID, "CHAR(36)");
    }

    /**
     * What a server can do.
     *
     * @param version as the server tells it
     * @param isolation the level of transactions that ask for none
     */
    static Dialect of(String version, IsolationLevel isolation) {
        boolean mariaDb = version.contains("MariaDB");
        DialectBuilder builder = ASSUMED.toBuilder().server(mariaDb ? "MariaDB" : "MySQL", version)
                .isolationLevels(isolation, IsolationLevel.values());
        int[] numbers = numbers(version);
        builder.lexicalRules(LEXICAL_RULES.versionComments(new VersionComments(numbers[0] * 10_000 + numbers[1] * 100 + numbers[2], mariaDb)));
        if (mariaDb) {
            MySqlFunctions.ofMariaDb(builder);
            if (Arrays.compare(numbers, new int[] {10, 3}) >= 0) {
                builder.with(Feature.SEQUENCES);
            }
            mariaDbQueries(builder, numbers);
            builder.upsert(Upsert.ON_DUPLICATE_KEY_VALUES);
            if (Arrays.compare(numbers, new int[] {11, 1}) >= 0) {
                builder.with(Feature.CHANGED_TABLE_IN_SUBQUERY);
            }
            if (Arrays.compare(numbers, new int[] {10, 5}) >= 0) {
                builder.with(Feature.INSERT_RETURNING, Feature.DELETE_RETURNING);
            }
            if (Arrays.compare(numbers, new int[] {10, 7}) >= 0) {
                builder.with(Feature.NATIVE_UUID).type(Family.UUID, "UUID").castType(Family.UUID, "UUID");
            }
            // JSON is LONGTEXT with a check, and no type to cast to.
            builder.castType(Family.JSON, "CHAR").literal(Family.JSON, "{text}");
            builder.without(Feature.EXPRESSION_INDEXES, Feature.DROP_SEVERAL_TABLES)
                    .with(Feature.INDEX_IF_NOT_EXISTS, Feature.VIEW_IF_NOT_EXISTS, Feature.ALTER_IF_EXISTS)
                    .ddlRules(ASSUMED.ddlRules().withSequences(SequenceForm.NEXT_VALUE_FOR));
        } else {
            mySqlQueries(builder, numbers);
        }
        return builder.build();
    }

    private static void mySqlQueries(DialectBuilder builder, int[] numbers) {
        if (Arrays.compare(numbers, new int[] {8, 0, 20}) < 0) {
            builder.upsert(Upsert.ON_DUPLICATE_KEY_VALUES);
        }
        if (Arrays.compare(numbers, new int[] {8, 0, 31}) < 0) {
            builder.without(Feature.INTERSECT_EXCEPT, Feature.INTERSECT_EXCEPT_ALL).setOperands(SetOperands.DERIVED_TABLE);
        }
        if (Arrays.compare(numbers, new int[] {8, 0, 19}) < 0) {
            builder.valuesForm(ValuesForm.UNION_ALL);
        }
        if (Arrays.compare(numbers, new int[] {8, 0, 14}) < 0) {
            builder.without(Feature.LATERAL, Feature.OUTER_COLUMNS_IN_DERIVED_TABLES);
        }
    }

    private static void mariaDbQueries(DialectBuilder builder, int[] numbers) {
        builder.without(Feature.LATERAL, Feature.OUTER_COLUMNS_IN_DERIVED_TABLES, Feature.WITH_BEFORE_UPDATE_DELETE, Feature.ROW_LOCKS_OF,
                Feature.GROUPING_FUNCTION, Feature.ORDERED_ROLLUP, Feature.LAG_DEFAULT)
                .valuesForm(ValuesForm.UNION_ALL).shareLock(ShareLock.LOCK_IN_SHARE_MODE);
        if (Arrays.compare(numbers, new int[] {10, 6}) >= 0) {
            builder.with(Feature.FETCH_WITH_TIES);
        } else {
            builder.without(Feature.SKIP_LOCKED);
        }
        if (Arrays.compare(numbers, new int[] {10, 5}) < 0) {
            builder.without(Feature.INTERSECT_EXCEPT_ALL);
        }
    }

    /** The parts of a version; old servers put {@code 5.5.5-} in front for the sake of old clients. */
    private static int[] numbers(String version) {
        String[] parts = (version.startsWith("5.5.5-") ? version.substring(6) : version).split("[.-]");
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
            parts.length > 2 && parts[2].matches("\\d{1,9}") ? Integer.parseInt(parts[2]) : 0};
    }
}
