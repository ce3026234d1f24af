// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.postgres.PostgresDialect;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The types that PostgreSQL has beside the portable ones of {@link Types}. A column, a value or a cast of these is refused by all other
 * databases before anything is sent. Types that a statement creates are made with {@link EnumType}, {@link CompositeType} and
 * {@link DomainType}.
 */
public final class PostgresTypes {

    /** JSON in a form that can be searched; spaces and the order of keys are not kept. */
    public static final SqlType<Json> JSONB = vendor("jsonb", Json.class);
    /** A path into JSON, as its text. */
    public static final SqlType<String> JSONPATH = vendor("jsonpath", String.class);
    /** Text by text, with NULL among the values. Needs the extension hstore. */
    @SuppressWarnings("unchecked") // the driver's maps are of text
    public static final SqlType<Map<String, String>> HSTORE = vendor("hstore", (Class<Map<String, String>>) (Class<?>) Map.class);
    /** Text in which case does not count. Needs the extension citext. */
    public static final SqlType<String> CITEXT = vendor("citext", String.class);
    /** Words and where they stand, as text. */
    public static final SqlType<String> TSVECTOR = vendor("tsvector", String.class);
    /** A query for words, as text. */
    public static final SqlType<String> TSQUERY = vendor("tsquery", String.class);
    /** Bits of any number, as text of 0 and 1. */
    public static final SqlType<String> VARBIT = vendor("varbit", String.class);
    public static final SqlType<Interval> INTERVAL = textual("interval", Interval.class, Interval::parse);
    /** An amount in the currency of the server's setting lc_monetary, as it writes it: {@code $1,234.50}. Cast it to calculate with it. */
    public static final SqlType<String> MONEY = vendor("money", String.class);
    /** The address of a host, with its network or without. */
    public static final SqlType<Inet> INET = textual("inet", Inet.class, Inet::parse);
    /** The address of a network: all bits behind the prefix are zero. */
    public static final SqlType<Inet> CIDR = textual("cidr", Inet.class, Inet::parse);
    public static final SqlType<MacAddress> MACADDR = textual("macaddr", MacAddress.class, MacAddress::parse);
    public static final SqlType<MacAddress> MACADDR8 = textual("macaddr8", MacAddress.class, MacAddress::parse);
    /** The number of an object in the catalog. */
    public static final SqlType<Long> OID = vendor("oid", Long.class);
    /** A table, view, index or sequence by its name. */
    public static final SqlType<String> REGCLASS = vendor("regclass", String.class);
    /** XML, as its text. */
    public static final SqlType<String> XML = vendor("xml", String.class);

    /** As text: {@code (1,2)}. */
    public static final SqlType<String> POINT = vendor("point", String.class);
    /** As text: <code>{1,2,3}</code>. */
    public static final SqlType<String> LINE = vendor("line", String.class);
    /** A part of a line, as text: {@code [(1,2),(3,4)]}. */
    public static final SqlType<String> LSEG = vendor("lseg", String.class);
    /** A rectangle, as text: {@code (3,4),(1,2)}. */
    public static final SqlType<String> BOX = vendor("box", String.class);
    /** As text: {@code [(1,2),(3,4)]}, or {@code ((1,2),(3,4))} where it is closed. */
    public static final SqlType<String> PATH = vendor("path", String.class);
    /** As text: {@code ((1,2),(3,4),(5,0))}. */
    public static final SqlType<String> POLYGON = vendor("polygon", String.class);
    /** As text: {@code <(1,2),3>}. */
    public static final SqlType<String> CIRCLE = vendor("circle", String.class);

    public static final SqlType<Range<Integer>> INT4RANGE = rangeOf("int4range", Types.INTEGER);
    public static final SqlType<Range<Long>> INT8RANGE = rangeOf("int8range", Types.BIGINT);
    public static final SqlType<Range<BigDecimal>> NUMRANGE = rangeOf("numrange", Types.DECIMAL);
    public static final SqlType<Range<LocalDate>> DATERANGE = rangeOf("daterange", Types.DATE);
    public static final SqlType<Range<LocalDateTime>> TSRANGE = rangeOf("tsrange", Types.TIMESTAMP);
    public static final SqlType<Range<OffsetDateTime>> TSTZRANGE = rangeOf("tstzrange", Types.TIMESTAMP_TZ);

    public static final SqlType<Multirange<Integer>> INT4MULTIRANGE = multirangeOf("int4multirange", Types.INTEGER);
    public static final SqlType<Multirange<Long>> INT8MULTIRANGE = multirangeOf("int8multirange", Types.BIGINT);
    public static final SqlType<Multirange<BigDecimal>> NUMMULTIRANGE = multirangeOf("nummultirange", Types.DECIMAL);
    public static final SqlType<Multirange<LocalDate>> DATEMULTIRANGE = multirangeOf("datemultirange", Types.DATE);
    public static final SqlType<Multirange<LocalDateTime>> TSMULTIRANGE = multirangeOf("tsmultirange", Types.TIMESTAMP);
    public static final SqlType<Multirange<OffsetDateTime>> TSTZMULTIRANGE = multirangeOf("tstzmultirange", Types.TIMESTAMP_TZ);

    private PostgresTypes() {
    }

    /** So many bits, as text of 0 and 1. */
    public static SqlType<String> bit(int length) {
        return vendor("bit(" + positive(length, "bit") + ")", String.class);
    }

    /** At most so many bits, as text of 0 and 1. */
    public static SqlType<String> varbit(int length) {
        return vendor("varbit(" + positive(length, "varbit") + ")", String.class);
    }

    private static int positive(int length, String what) {
        if (length < 1) {
            throw TextForm.usage("the length of " + what + " is " + length + "; 1 or more is accepted");
        }
        return length;
    }

    /**
     * Arrays of a type, as Java arrays of its class: {@code arrayOf(INTEGER)} has {@code Integer[]}. One of more dimensions is
     * {@code arrayOf(arrayOf(INTEGER))}, with {@code Integer[][]}. An element may be null; an array is not copied and must not be changed.
     *
     * @param element a portable type, one of this class or one that a statement creates; HSTORE has no arrays here
     */
    @SuppressWarnings("unchecked") // an array class of the element's class
    public static <E> SqlType<E[]> arrayOf(SqlType<E> element) {
        TextForm.require(element, "the type of the elements of an array");
        String spelling = PostgresDialect.ASSUMED.typeName(element) + "[]";
        return SqlType.converted(SqlType.vendor(owner(element), spelling, String.class), (Class<E[]>) element.javaType().arrayType(),
                new ArrayConverter<>(element));
    }

    /**
     * Ranges of a type that a statement created, {@code CREATE TYPE floatrange AS RANGE (…)}; the server's own are constants here.
     *
     * @param name the name of the type, as it is written in SQL
     * @param bound the type of the bounds; its Java class is {@link Comparable}
     */
    @SuppressWarnings("unchecked") // the one class of all ranges
    public static <T> SqlType<Range<T>> rangeOf(String name, SqlType<T> bound) {
        SqlType<String> stored = SqlType.vendor(owner(TextForm.require(bound, "the type of the bounds of a range")), name, String.class);
        return SqlType.converted(stored, (Class<Range<T>>) (Class<?>) Range.class, new RangeText.OfRange<>(bound));
    }

    /** Multiranges of a type that a statement created, as {@link #rangeOf}. */
    @SuppressWarnings("unchecked") // the one class of all multiranges
    public static <T> SqlType<Multirange<T>> multirangeOf(String name, SqlType<T> bound) {
        SqlType<String> stored = SqlType.vendor(owner(TextForm.require(bound, "the type of the bounds of a range")), name, String.class);
        return SqlType.converted(stored, (Class<Multirange<T>>) (Class<?>) Multirange.class, new RangeText.OfMultirange<>(bound));
    }

    /** Whose a type is that is made of another one. */
    static VendorType owner(SqlType<?> part) {
        return part.vendor() == null ? Only.BUILT_IN : new VendorType(Only.DIALECT, part.vendor().definitions());
    }

    private static <T> SqlType<T> vendor(String name, Class<T> javaType) {
        return SqlType.vendor(Only.BUILT_IN, name, javaType);
    }

    /** Values whose {@code toString} the server reads. */
    private static <T> SqlType<T> textual(String name, Class<T> javaType, Function<String, T> parse) {
        return SqlType.converted(vendor(name, String.class), javaType, new Converter<>() {
            @Override
            public String toDatabase(T value) {
                return value.toString();
            }

            @Override
            public T fromDatabase(String text) {
                return Objects.requireNonNull(parse.apply(text));
            }
        });
    }
}
