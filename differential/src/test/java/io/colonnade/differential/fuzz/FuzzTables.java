// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Sql.value;

import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.Json;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableOption;
import io.colonnade.sql.Types;
import io.colonnade.sql.UniqueConstraint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Tables that have whatever a table can have. */
final class FuzzTables {

    enum Mood { HAPPY, SAD }

    static final SqlType<Mood> MOOD = Types.enumByName(Mood.class);

    /** Its values cannot be stored. */
    static final SqlType<Mood> BROKEN = SqlType.converted(Types.TEXT, Mood.class, new Converter<Mood, String>() {
        @Override
        public String toDatabase(Mood value) {
            throw new IllegalStateException(Choices.SECRET);
        }

        @Override
        public Mood fromDatabase(String value) {
            throw new IllegalStateException(Choices.SECRET);
        }
    });

    static final List<SqlType<?>> TYPES = List.of(Types.BIGINT, Types.TEXT, Types.INTEGER, Types.DOUBLE, Types.BOOLEAN, Types.DECIMAL,
            Types.SMALLINT, Types.REAL, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_TZ, Types.UUID, Types.JSON, Types.BINARY,
            Types.varchar(20), Types.decimal(10, 2), MOOD, SqlType.vendor("citext", String.class));

    static final People PEOPLE = new People();
    static final Orders ORDERS = new Orders();
    static final Odd ODD = new Odd();
    static final Pair PAIR = new Pair();
    static final List<Table> TABLES = List.of(PEOPLE, ORDERS, ODD, PAIR);

    private FuzzTables() {
    }

    static final class People extends Table {
        final Column<Long> id = generatedKey("id", Types.BIGINT);
        final Column<String> name = column("name", Types.varchar(50), notNull(), unique(), defaultValue("no 'name' \\"));
        final Column<String> nick = column("nick", Types.TEXT, comment("what friends 'say' \\"));
        final Column<Integer> age = column("age", Types.INTEGER, defaultValue(-1));
        final Column<Short> rank = column("rank", Types.SMALLINT);
        final Column<Double> score = column("score", Types.DOUBLE);
        final Column<Float> ratio = column("ratio", Types.REAL);
        final Column<BigDecimal> price = column("price", Types.decimal(10, 2));
        final Column<Boolean> active = column("active", Types.BOOLEAN, notNull(), defaultValue(true));
        final Column<LocalDate> born = column("born", Types.DATE);
        final Column<LocalDateTime> seen = column("seen", Types.TIMESTAMP);
        final Column<OffsetDateTime> paid = column("paid", Types.TIMESTAMP_TZ);
        final Column<LocalTime> wakes = column("wakes", Types.TIME);
        final Column<Json> data = column("data", Types.JSON);
        final Column<UUID> token = column("token", Types.UUID);
        final Column<byte[]> photo = column("photo", Types.BINARY);
        final Column<Mood> mood = column("mood", MOOD, defaultsTo(() -> Mood.HAPPY));
        final Column<Long> boss = column("boss", Types.BIGINT, references(id, ReferentialAction.SET_NULL));
        final Index byName = index(Index.on(name, age.desc().nullsLast()));
        final Index partial = index(Index.on(lower(nick)).where(active).unique().named("only one"));

        People() {
            super("people");
            tableComment("who there is: ' \\");
            option(TableOption.of("mysql", "ENGINE=InnoDB"));
        }
    }

    static final class Orders extends Table {
        final Column<Long> person = column("person", Types.BIGINT, primaryKey());
        final Column<Integer> number = column("number", Types.INTEGER, primaryKey());
        final Column<Integer> amount = column("amount", Types.INTEGER, defaultsTo(value(7)));
        final Column<Long> twice = column("twice", Types.BIGINT, computed(fragment("amount * 2", Types.BIGINT), Computed.STORED));
        final Column<String> note = column("note", Types.TEXT, defaultsTo(() -> Choices.SECRET));
        final Column<Integer> version = column("version", Types.INTEGER, onUpdate(() -> 5));
        final Column<OffsetDateTime> changed = column("changed", Types.TIMESTAMP_TZ, onUpdate(io.colonnade.sql.TimeFunctions.now()));
        final Index including = index(Index.on(amount).include(note));
        final Index prefix = index(Index.on(note).prefix(note, 10).using("btree"));

        Orders() {
            super("app", "orders");
            primaryKeyName("orders key");
            constraint(ForeignKey.of(person, PEOPLE.id).onDelete(ReferentialAction.CASCADE).deferrable(Deferral.INITIALLY_DEFERRED));
            constraint(UniqueConstraint.of(number, amount).named("one each"));
            constraint(CheckConstraint.of(amount.gt(0)));
        }
    }

    /** Names that need quotes. */
    static final class Odd extends Table {
        final Column<Integer> keyWord = column("order", Types.INTEGER, primaryKey());
        final Column<String> quotes = column("a\"b`c'd\\", Types.TEXT);
        final Column<String> brackets = column("x[1]:n?", Types.TEXT);

        Odd() {
            super("odd \"table`");
        }
    }

    static final class Pair extends Table {
        final Column<Long> id = column("id", Types.BIGINT, primaryKey());
        final Column<String> text = column("text", Types.TEXT);

        Pair() {
            super("pair");
        }
    }
}
