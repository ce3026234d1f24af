// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.DefaultValues;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GeneratedKey;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.dialect.NativeEnum;
import io.colonnade.dialect.OffsetWithoutLimit;
import io.colonnade.dialect.SqlWriter;
import io.colonnade.dialect.StringAggregation;
import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Cast;
import io.colonnade.sql.Expression;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.Types;
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
            .identifierQuote('`')
            .maxIdentifierLength(MAX_IDENTIFIER_LENGTH)
            .maxBindParameters(MAX_BIND_PARAMETERS)
            .defaultValues(DefaultValues.EMPTY_LISTS)
            .offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MAXIMUM)
            .stringAggregation(StringAggregation.GROUP_CONCAT)
            .generatedKey(GeneratedKey.AUTO_INCREMENT)
            .nativeEnum(NativeEnum.INLINE)
            .isolationLevels(IsolationLevel.REPEATABLE_READ, IsolationLevel.values())
            .lexicalRules(LEXICAL_RULES)
            .override(Aggregate.class, MySqlDialect::aggregate)
            .build();

    private MySqlDialect() {
    }

    /** The mean of exact numbers has four digits more than they have here; it is a double everywhere, and has its digits. */
    private static void aggregate(Aggregate<?> aggregate, SqlWriter out) {
        Expression<?> argument = aggregate.argument();
        out.sql(aggregate.name()).sql(aggregate.distinct() ? "(DISTINCT " : "(");
        if (argument == null) {
            out.sql("*");
        } else {
            out.expression(aggregate.name().equals("avg") && aggregate.type().family() == Family.DOUBLE ? new Cast<>(argument, Types.DOUBLE)
                    : argument);
        }
        out.sql(")");
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
        if (mariaDb) {
            MySqlFunctions.ofMariaDb(builder);
            int[] numbers = numbers(version);
            if (Arrays.compare(numbers, new int[] {10, 3}) >= 0) {
                builder.with(Feature.SEQUENCES);
            }
            if (Arrays.compare(numbers, new int[] {10, 5}) >= 0) {
                builder.with(Feature.INSERT_RETURNING, Feature.DELETE_RETURNING);
            }
            if (Arrays.compare(numbers, new int[] {10, 7}) >= 0) {
                builder.with(Feature.NATIVE_UUID).type(Family.UUID, "UUID").castType(Family.UUID, "UUID");
            }
            // JSON is LONGTEXT with a check, and no type to cast to.
            builder.castType(Family.JSON, "CHAR");
        }
        return builder.build();
    }

    /** Major and minor version; old servers put {@code 5.5.5-} in front for the sake of old clients. */
    private static int[] numbers(String version) {
        String[] parts = (version.startsWith("5.5.5-") ? version.substring(6) : version).split("[.-]");
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }
}
