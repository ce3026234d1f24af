// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Where.ALL;
import static io.colonnade.differential.Where.ALL_BUT_POSTGRES;
import static io.colonnade.differential.Where.ALL_BUT_SQLITE;
import static io.colonnade.differential.Where.MARIADB;
import static io.colonnade.differential.Where.MYSQL;
import static io.colonnade.differential.Where.MYSQL_AND_MARIADB;
import static io.colonnade.differential.Where.POSTGRES;
import static io.colonnade.differential.Where.SQLITE;
import static io.colonnade.differential.Where.SQLITE_AND_POSTGRES;
import static io.colonnade.differential.Where.SQLITE_MYSQL_MARIADB;

import io.colonnade.dialect.Dialect;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A difference between the databases that Colonnade leaves as it is. The tables of docs/differences.md are these. */
enum KnownDifference {

    TEXT_IGNORES_CASE("Text", "`=`, `IN`, unique columns and `GROUP BY` ignore case and accents", MYSQL_AND_MARIADB,
            "the column's collation; declare another one with SQL text"),
    TRAILING_BLANKS("Text", "`=` ignores blanks at the end", MARIADB, "the column's collation"),
    LIKE_IGNORES_CASE("Text", "`LIKE` ignores case (SQLite: of ASCII letters)", SQLITE_MYSQL_MARIADB, "nothing; compare `lower(…)`"),
    TEXT_ORDER("Text", "Text is sorted as in a dictionary, not by code points", MYSQL_AND_MARIADB,
            "the column's collation; PostgreSQL sorts by the database's locale"),
    ASCII_CASE("Text", "`upper` and `lower` change ASCII letters only (PostgreSQL: with locale C)", SQLITE_AND_POSTGRES,
            "nothing; change case in Java"),
    NUL_IN_TEXT("Text", "Text with the character NUL is refused", POSTGRES, "error `DATA`, before anything is sent"),
    LENGTH_NOT_ENFORCED("Text", "Text longer than its `varchar(n)` is stored", SQLITE, "nothing; see [SQLite](sqlite.md)"),
    CONCATENATION("Text", "`||` in SQL text is OR", MYSQL_AND_MARIADB, "nothing; use `concat`"),

    DECIMALS_AS_TEXT("Numbers", "Decimals in SQL text are compared and sorted as text and calculated in floating point", SQLITE,
            "`Feature.NATIVE_DECIMAL`; in expressions they are exact numbers"),
    DECIMAL_DIGITS("Numbers", "Digits beyond a decimal's scale are stored, not rounded away", SQLITE, "`Feature.NATIVE_DECIMAL`"),
    DECIMAL_SCALE("Numbers", "Calculated decimals have zeros at the end in different number", ALL, "nothing; use `compareTo`",
            KnownDifference::plainDecimals),
    QUOTIENT_DIGITS("Numbers", "Quotients of decimals have four more digits than the dividend", MYSQL_AND_MARIADB,
            "nothing; PostgreSQL gives 16"),
    DIVISION_BY_ZERO("Numbers", "Division by zero gives NULL", SQLITE_MYSQL_MARIADB, "nothing; PostgreSQL fails with `DATA`"),
    INTEGER_DIVISION("Numbers", "`5 / 2` in SQL text is 2.5; in expressions it is 2 everywhere", MYSQL_AND_MARIADB,
            "`Feature.INTEGER_DIVISION`"),
    ROUNDED_DOUBLES("Numbers", "`round` takes the double 2.675 for the slightly smaller number that it is: 2.67, elsewhere 2.68", SQLITE,
            "nothing; round in Java"),
    NOT_A_NUMBER("Numbers", "NaN can be stored", POSTGRES, "elsewhere error `DATA`, before anything is sent"),
    INFINITY("Numbers", "Infinity is refused", MYSQL_AND_MARIADB, "error `DATA`, before anything is sent"),
    MINUS_ZERO("Numbers", "-0.0 comes back as 0.0", SQLITE, "nothing"),
    RANGE_NOT_ENFORCED("Numbers", "A number out of its column's range is stored, and refused where it is read", SQLITE,
            "error `DATA` for the row; see [SQLite](sqlite.md)"),
    TEXT_FOR_NUMBER("Numbers", "Text that is bound in SQL text for a number, and is none, is stored as text", SQLITE, "elsewhere error `DATA`"),
    CAST_OF_TEXT("Numbers", "A cast of text that is no number takes what it can read, or 0", SQLITE_MYSQL_MARIADB,
            "nothing; PostgreSQL fails with `DATA`"),

    JSON_TEXT("Other types", "JSON comes back with its members sorted and spelled anew", MYSQL, "nothing; compare parsed documents",
            KnownDifference::compactJson),
    JSON_NOT_CHECKED("Other types", "JSON that is none is stored, and refused where it is read", SQLITE, "`Feature.NATIVE_JSON`"),
    JSON_HAS_NO_EQUALITY("Other types", "JSON cannot be compared with `=`", POSTGRES, "error `NOT_FOUND`: there is no such operator"),
    JSON_IS_NO_TEXT("Other types", "JSON is not equal to its text", MYSQL, "nothing"),
    UUID_LAYOUT("Other types", "Only UUIDs in the layout of RFC 9562 are stored", MARIADB, "error `DATA`"),
    UUID_ORDER("Other types", "UUIDs are sorted by their last part first", MARIADB, "`Feature.NATIVE_UUID` and the product"),
    YEARS("Other types", "Dates before year 0 and after 9999 can be stored", POSTGRES, "elsewhere error `DATA`, before anything is sent"),
    BOOLEAN_AS_TEXT("Other types", "A boolean cast to text is `true`, not `1`", POSTGRES, "`Feature.NATIVE_BOOLEAN`"),

    NULLS_ORDER("Queries", "NULL is sorted last where ascending, first where descending", POSTGRES, "`Feature.DEFAULT_NULLS_FIRST`"),
    BARE_COLUMNS("Queries", "SQL text may select what is not grouped by", SQLITE, "elsewhere error `SYNTAX`"),
    DOUBLE_QUOTES("Queries", "In SQL text a word in double quotes that is no column is a string", SQLITE_MYSQL_MARIADB,
            "`Feature.DOUBLE_QUOTED_STRINGS`"),
    NUMBERS_OF_TEXT("Queries", "Numbers of SQL text arrive as the database's own class: Integer, Long, BigDecimal or Double", ALL,
            "nothing; ask with `get(name, class)`, or say the type with `text(…).columns(…)`", KnownDifference::withoutNumberClasses),
    TYPES_OF_TEXT("Queries", "UUIDs and instants of SQL text arrive as String and LocalDateTime (MariaDB: JSON as String)",
            MYSQL_AND_MARIADB, "`Dialect.typeName`; say the type with `text(…).columns(…)`"),
    NAMES_OF_TEXT("Queries", "Names of SQL text without quotes become lower case", POSTGRES, "nothing; write aliases in lower case"),
    SEVERAL_ROWS("Queries", "Of a subquery that gives several rows where one is wanted the first is taken", SQLITE,
            "nothing; elsewhere error `DATA`"),
    BIND_LIMIT("Queries", "A statement takes 32,766 values, not 65,535", SQLITE, "`Dialect.maxBindParameters`"),

    INSERT_RETURNING("Changes", "`returning` of an insert or a delete is refused", MYSQL,
            "`Feature.INSERT_RETURNING`, `Feature.DELETE_RETURNING`"),
    UPDATE_RETURNING("Changes", "`returning` of an update is refused", MYSQL_AND_MARIADB, "`Feature.UPDATE_RETURNING`"),
    GENERATED_KEY_GAPS("Changes", "A generated key is not given again after a failure or a rollback", ALL_BUT_SQLITE,
            "`Dialect.generatedKey`", text -> text.replaceAll("keys \\[[^]]*]", "keys")),
    CHANGED_TABLE_IS_READ("Changes", "A subquery of SQL text on the table that is changed is refused", MYSQL,
            "error `UNSUPPORTED`; expressions may have one everywhere"),
    MISSING_PARENT("Changes", "A foreign key to a table that is not there is accepted", SQLITE, "nothing; elsewhere error `NOT_FOUND`"),
    MISSING_PARENT_IS_SYNTAX("Changes", "A foreign key to a table that is not there is a mistake like any other in a foreign key", MARIADB,
            "error `SYNTAX`"),
    DEPENDENT_OBJECTS("Changes", "A table to which others refer is not dropped, and the constraint's type is not told", POSTGRES,
            "error `CONSTRAINT` of type `OTHER`; elsewhere `FOREIGN_KEY`"),

    ISOLATION_LEVELS("Transactions", "Isolation levels other than SERIALIZABLE are refused", SQLITE, "`Dialect.isolationLevels`"),
    DEFERRABLE("Transactions", "Deferrable transactions are refused", ALL_BUT_POSTGRES, "`Feature.DEFERRABLE_TRANSACTIONS`"),
    DDL_REFUSED("Transactions", "CREATE, DROP and ALTER are refused inside a transaction", MYSQL_AND_MARIADB,
            "`Feature.TRANSACTIONAL_DDL`");

    private static final Pattern JSON = Pattern.compile("(?<=Json )[^\\n]*?(?=, [a-z_]+=|\\n|$)");
    private static final Pattern DECIMAL = Pattern.compile("BigDecimal (-?[0-9.]+)");

    final String area;
    final String meaning;
    final Where where;
    final String says;
    private final UnaryOperator<String> without;

    KnownDifference(String area, String meaning, Where where, String says) {
        this(area, meaning, where, says, null);
    }

    KnownDifference(String area, String meaning, Where where, String says, UnaryOperator<String> without) {
        this.area = area;
        this.meaning = meaning;
        this.where = where;
        this.says = says;
        this.without = without;
    }

    /** Whether the database is one of those that differ from the others. */
    boolean applies(Dialect dialect) {
        return where.test(dialect);
    }

    /** Whether it is only a matter of form, so that answers can be compared without it. */
    boolean isForm() {
        return without != null;
    }

    /** An answer as it is on every database. */
    String without(String answer) {
        return without.apply(answer);
    }

    /** Its row on the page. */
    String row() {
        return "| " + meaning + " | " + where.databases + " | " + says + " |";
    }

    private static String compactJson(String answer) {
        return JSON.matcher(answer).replaceAll(found -> Matcher.quoteReplacement(found.group().replace(" ", "")));
    }

    private static String plainDecimals(String answer) {
        return DECIMAL.matcher(answer).replaceAll(found -> "BigDecimal " + 
                new BigDecimal(found.group(1)).stripTrailingZeros().toPlainString());
    }

    private static String withoutNumberClasses(String answer) {
        return answer.replaceAll("(Short|Integer|Long|Float|Double|BigDecimal) (-?\\d)", "number $2");
    }
}
