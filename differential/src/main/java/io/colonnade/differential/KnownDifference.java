// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A difference between the databases that Colonnade leaves as it is. The page docs/differences.md is this table. */
enum KnownDifference {

    /** Keys that were given to rows that then were not kept. */
    GENERATED_KEY_GAPS("Generated keys have gaps", "PostgreSQL, MySQL, MariaDB", "a key is not given again after a failure or a rollback",
            "a", dialect -> !dialect.name().equals("sqlite"), text -> text.replaceAll("keys \\[[^]]*]", "keys")),
    /** Documents in another spelling. */
    JSON_TEXT("JSON is spelled anew", "MySQL", "b", "a", dialect -> dialect.productName().equals("MySQL"), KnownDifference::compactJson),
    /** Integer where another database has Long. */
    NUMBERS_OF_TEXT("Numbers of SQL text", "all", "b", "a", dialect -> true,
            text -> text.replaceAll("(Short|Integer|Long) (-?\\d)", "Whole $2")),
    /** NULL first or last. */
    NULLS_ORDER("NULL sorts first or last", "PostgreSQL", "b", "a", dialect -> !dialect.has(Feature.DEFAULT_NULLS_FIRST), null),
    /** Digits of means. */
    AVERAGE_DIGITS("Means have four more digits", "MySQL, MariaDB", "b", "a", dialect -> dialect.name().equals("mysql"), null),
    /** Decimals are text. */
    DECIMALS_AS_TEXT("Decimals are compared as text", "SQLite", "b", "a", dialect -> !dialect.has(Feature.NATIVE_DECIMAL), null),
    /** Primary key or unique. */
    KEY_OR_UNIQUE("Key or unique", "?", "b", "a", dialect -> dialect.name().equals("mysql"), null),
    /** Levels. */
    ISOLATION_LEVELS("Isolation levels", "SQLite", "b", "a", dialect -> !dialect.isolationLevels().contains(IsolationLevel.READ_COMMITTED),
            null);

    private static final Pattern JSON = Pattern.compile("(?<=Json )[^\\n]*?(?=, [a-z_]+=|\\n|$)");

    final String title;
    final String databases;
    final String meaning;
    final String says;
    private final Predicate<Dialect> applies;
    private final UnaryOperator<String> without;

    KnownDifference(String title, String databases, String meaning, String says, Predicate<Dialect> applies, UnaryOperator<String> without) {
        this.title = title;
        this.databases = databases;
        this.meaning = meaning;
        this.says = says;
        this.applies = applies;
        this.without = without;
    }

    /** Whether the database is one of those that differ from the others. */
    boolean applies(Dialect dialect) {
        return applies.test(dialect);
    }

    /** Whether it is only a matter of form, so that answers can be compared without it. */
    boolean isForm() {
        return without != null;
    }

    /** An answer as it is on every database. */
    String without(String answer) {
        return without.apply(answer);
    }

    private static String compactJson(String answer) {
        return JSON.matcher(answer).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(found.group().replace(" ", "")));
    }
}
