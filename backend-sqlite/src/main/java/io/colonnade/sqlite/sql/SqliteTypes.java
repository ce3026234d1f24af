// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.sql;

import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Types of columns that only SQLite has, by the affinity that their name gives them; made to be imported statically. All other databases
 * refuse a table with such a column.
 */
public final class SqliteTypes {

    /**
     * Any value, as it is: read as {@code Long}, {@code Double}, {@code String} or {@code byte[]}. In a table that is not STRICT such a column
     * has numeric affinity, so that text which looks like a number becomes one.
     */
    public static final SqlType<Object> ANY = SqlType.vendor(SqliteOnly.TYPE, "ANY", Object.class);

    /**
     * A decimal number that SQL compares, sorts and adds up as a number, and keeps exactly up to 15 digits; one of more digits comes back
     * rounded. An index serves it. The portable DECIMAL is exact whatever its digits, and expressions compare it by functions of Java.
     */
    public static final SqlType<BigDecimal> NUMERIC = SqlType.vendor(SqliteOnly.TYPE, "NUMERIC", Types.DECIMAL);

    /** An instant as the whole seconds since 1970, which {@code unixepoch()} counts; a fraction is refused. */
    public static final SqlType<Instant> UNIX_SECONDS = instant(new Converter<>() {
        @Override
        public Long toDatabase(Instant value) {
            if (value.getNano() != 0) {
                throw new IllegalArgumentException("finer than a second");
            }
            return value.getEpochSecond();
        }

        @Override
        public Instant fromDatabase(Long value) {
            return Instant.ofEpochSecond(value);
        }
    });

    /** An instant as the milliseconds since 1970, as many libraries store it; what is finer is refused. */
    public static final SqlType<Instant> UNIX_MILLIS = instant(new Converter<>() {
        @Override
        public Long toDatabase(Instant value) {
            if (value.getNano() % NANOS_OF_A_MILLI != 0) {
                throw new IllegalArgumentException("finer than a millisecond");
            }
            return value.toEpochMilli();
        }

        @Override
        public Instant fromDatabase(Long value) {
            return Instant.ofEpochMilli(value);
        }
    });

    private static final int NANOS_OF_A_MILLI = 1_000_000;

    private SqliteTypes() {
    }

    private static SqlType<Instant> instant(Converter<Instant, Long> converter) {
        return SqlType.converted(SqlType.vendor(SqliteOnly.TYPE, "INTEGER", Types.BIGINT), Instant.class, converter);
    }
}
