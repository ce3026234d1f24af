// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The types that only MySQL and MariaDB have; made to be imported statically. All other databases refuse a table with such a column.
 *
 * <p>Each is read as one Java class. A value out of the range of a type is an error of kind DATA from the server.
 */
public final class MySqlTypes {

    /** A whole number from -128 to 127. */
    public static final SqlType<Short> TINYINT = type("TINYINT", Types.SMALLINT);
    /** A whole number from 0 to 255. */
    public static final SqlType<Integer> TINYINT_UNSIGNED = type("TINYINT UNSIGNED", Types.INTEGER);
    /** A whole number from 0 to 65,535. */
    public static final SqlType<Integer> SMALLINT_UNSIGNED = type("SMALLINT UNSIGNED", Types.INTEGER);
    /** A whole number from -8,388,608 to 8,388,607. */
    public static final SqlType<Integer> MEDIUMINT = type("MEDIUMINT", Types.INTEGER);
    /** A whole number from 0 to 16,777,215. */
    public static final SqlType<Integer> MEDIUMINT_UNSIGNED = type("MEDIUMINT UNSIGNED", Types.INTEGER);
    /** A whole number from 0 to 4,294,967,295. */
    public static final SqlType<Long> INT_UNSIGNED = type("INT UNSIGNED", Types.BIGINT);
    /** A whole number from 0 to 18,446,744,073,709,551,615. It is not cast to; see {@link MySqlFunctions#unsigned}. */
    public static final SqlType<BigInteger> BIGINT_UNSIGNED = SqlType.vendor(MySqlCall.TYPE, "BIGINT UNSIGNED", BigInteger.class);
    /** A year from 1901 to 2155, or 0. */
    public static final SqlType<Integer> YEAR = type("YEAR", Types.INTEGER);

    /** Text of up to 255 bytes. */
    public static final SqlType<String> TINYTEXT = type("TINYTEXT", Types.TEXT);
    /** Text of up to 65,535 bytes; the portable TEXT holds 4 GiB. */
    public static final SqlType<String> TEXT = type("TEXT", Types.TEXT);
    /** Text of up to 16 MiB. */
    public static final SqlType<String> MEDIUMTEXT = type("MEDIUMTEXT", Types.TEXT);
    /** Text of up to 4 GiB. */
    public static final SqlType<String> LONGTEXT = type("LONGTEXT", Types.TEXT);
    /** Up to 255 bytes. */
    public static final SqlType<byte[]> TINYBLOB = type("TINYBLOB", Types.BINARY);
    /** Up to 65,535 bytes; the portable BINARY holds 4 GiB. */
    public static final SqlType<byte[]> BLOB = type("BLOB", Types.BINARY);
    /** Up to 16 MiB. */
    public static final SqlType<byte[]> MEDIUMBLOB = type("MEDIUMBLOB", Types.BINARY);
    /** Up to 4 GiB. */
    public static final SqlType<byte[]> LONGBLOB = type("LONGBLOB", Types.BINARY);

    private static final int MOST_BITS = 64;
    private static final int MOST_LABELS = 65_535;
    private static final int MOST_MEMBERS = 64;
    private static final int FINEST = 6;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private MySqlTypes() {
    }

    private static <T> SqlType<T> type(String spelling, SqlType<T> like) {
        return SqlType.vendor(MySqlCall.TYPE, spelling, like);
    }

    /** One of the labels. */
    public static SqlType<String> enumOf(String... labels) {
        List<String> list = Labels.checked(Arrays.asList(labels), "ENUM", MOST_LABELS);
        return type("ENUM" + Labels.quoted(list), Types.varchar(Labels.longest(list)));
    }

    /** One of the constants of an enum, each under its name. A new constant needs an {@code alterColumn}. */
    public static <E extends Enum<E>> SqlType<E> enumOf(Class<E> type) {
        return enumOf(type, Enum::name);
    }

    /**
     * One of the constants of an enum, each under a label.
     *
     * @param label gives the label of a constant: the same at all times, not null, and another for each
     */
    public static <E extends Enum<E>> SqlType<E> enumOf(Class<E> type, Function<E, String> label) {
        return Types.enumByValue(type, enumOf(Labels.of(type, label)), label);
    }

    /** Some of up to 64 labels, in no order; read as a set that cannot be changed, in the order of the declaration. */
    public static SqlType<Set<String>> setOf(String... labels) {
        return SetConverter.type(Labels.checked(Arrays.asList(labels), "SET", MOST_MEMBERS), label -> label);
    }

    /** Some of the up to 64 constants of an enum, each under its name; read as a set that cannot be changed. */
    public static <E extends Enum<E>> SqlType<Set<E>> setOf(Class<E> type) {
        List<String> names = Labels.checked(Arrays.asList(Labels.of(type, Enum::name)), "SET", MOST_MEMBERS);
        return SetConverter.type(names, name -> Enum.valueOf(type, name));
    }

    /**
     * So many bits, as a number counts them: bit 0 is the last one that is written. The first of a shorter one are zero.
     *
     * @param length 1 to 64
     */
    public static SqlType<BitSet> bit(int length) {
        String spelling = "BIT(" + checked(length, 1, MOST_BITS, "bit") + ")";
        return SqlType.converted(SqlType.vendor(MySqlCall.TYPE, spelling, BigInteger.class), BitSet.class, BitConverter.BITS);
    }

    /**
     * The same type, whose numbers get zeros in front, up to so many digits, where the server makes text of them. Read as a number it is the
     * same; MySQL has deprecated it, and {@code lpad(number.cast(TEXT), digits, "0")} does so on every database.
     *
     * @param unsigned a whole number without a sign of this class, such as {@link #INT_UNSIGNED}
     * @param digits 1 to 255
     */
    public static <N extends Number> SqlType<N> zerofill(SqlType<N> unsigned, int digits) {
        String spelling = unsigned == null || unsigned.vendorName() == null ? "" : unsigned.vendorName();
        if (!spelling.endsWith("INT UNSIGNED")) {
            throw usage("zerofill is for a type of MySqlTypes without a sign, such as INT_UNSIGNED");
        }
        return new SqlType<>(unsigned.family(), unsigned.javaType(), unsigned.length(), unsigned.scale(),
                spelling.replace(" ", "(" + checked(digits, 1, 255, "zerofill") + ") ") + " ZEROFILL", null, null, unsigned.vendor());
    }

    /** Text of exactly so many characters, up to 255: spaces at its end are lost. */
    public static SqlType<String> character(int length) {
        return type("CHAR(" + checked(length, 0, 255, "character") + ")", Types.varchar(length));
    }

    /** Exactly so many bytes, up to 255; a shorter value is filled up with zeros. */
    public static SqlType<byte[]> binary(int length) {
        return type("BINARY(" + checked(length, 0, 255, "binary") + ")", Types.BINARY);
    }

    /** Up to so many bytes, at most 65,535; unlike BLOB it can be a key. */
    public static SqlType<byte[]> varbinary(int length) {
        return type("VARBINARY(" + checked(length, 0, 65_535, "varbinary") + ")", Types.BINARY);
    }

    /**
     * A date and time of day, without a time zone. What is finer than the digits is rounded by the server.
     *
     * @param digits the digits of a second behind the point, 0 to 6
     */
    public static SqlType<LocalDateTime> datetime(int digits) {
        return type("DATETIME(" + checked(digits, 0, FINEST, "datetime") + ")", Types.TIMESTAMP);
    }

    /**
     * An instant from 1970 to January 2038, which every session sees in its own time zone; those of Colonnade see it in UTC. What is finer than
     * the digits is rounded by the server.
     *
     * @param digits the digits of a second behind the point, 0 to 6
     */
    public static SqlType<OffsetDateTime> timestamp(int digits) {
        return type("TIMESTAMP(" + checked(digits, 0, FINEST, "timestamp") + ")", Types.TIMESTAMP_TZ);
    }

    /**
     * A time of day. What is finer than the digits is rounded by the server.
     *
     * @param digits the digits of a second behind the point, 0 to 6
     */
    public static SqlType<LocalTime> time(int digits) {
        return type("TIME(" + checked(digits, 0, FINEST, "time") + ")", Types.TIME);
    }

    /**
     * The same type in another character set.
     *
     * @param text {@code varchar(…)}, the portable TEXT, or a type of text of this class
     * @param name the name of the character set, such as {@code latin1}
     */
    public static SqlType<String> withCharset(SqlType<String> text, String name) {
        return type(spelling(text) + " CHARACTER SET " + checked(name, "a character set"), text(text));
    }

    /**
     * The same type, compared and sorted by other rules.
     *
     * @param text {@code varchar(…)}, the portable TEXT, or a type of text of this class
     * @param name the name of the collation, such as {@code utf8mb4_bin}
     */
    public static SqlType<String> withCollation(SqlType<String> text, String name) {
        return type(spelling(text) + " COLLATE " + checked(name, "a collation"), text(text));
    }

    private static String spelling(SqlType<String> text) {
        return text.vendorName() != null ? text.vendorName()
                : text.family() == SqlType.Family.VARCHAR ? "VARCHAR(" + text.length() + ")" : "LONGTEXT";
    }

    private static SqlType<String> text(SqlType<String> given) {
        if (given.converter() == null && given.family() == SqlType.Family.VARCHAR) {
            return Types.varchar(given.length());
        } else if (given.converter() == null && given.family() == SqlType.Family.TEXT) {
            return Types.TEXT;
        }
        throw usage("a character set or collation is given for a type of text without a converter, not for " + given.family());
    }

    private static int checked(int value, int least, int most, String method) {
        if (value < least || value > most) {
            throw usage(method + "(" + value + "): accepted is " + least + " to " + most);
        }
        return value;
    }

    static String checked(String name, String what) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw usage("\"" + name + "\" is no name of " + what + "; use letters, digits and _");
        }
        return name;
    }

    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
