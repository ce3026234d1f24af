// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import static io.colonnade.sql.ForeignKey.of;

import io.colonnade.sql.Column;
import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;

/** The table of the drill, declared in ways in which code of the user's belongs to it. */
final class Tables {

    static final Plain PLAIN = new Plain();
    static final Converted CONVERTED = new Converted();
    static final Supplied SUPPLIED = new Supplied();

    private Tables() {
    }

    /** Without code. */
    static final class Plain extends Table {
        final Column<Integer> n = column("n", Types.INTEGER, primaryKey());

        Plain() {
            super("fire_user");
        }
    }

    /** With a converter. */
    static final class Converted extends Table {
        final Column<String> n = column("n", SqlType.converted(Types.INTEGER, String.class, new Converter<>() {
            @Override
            public Integer toDatabase(String value) {
                Code.runCurrent();
                return Integer.valueOf(value);
            }

            @Override
            public String fromDatabase(Integer value) {
                Code.runCurrent();
                return value.toString();
            }
        }));

        Converted() {
            super("fire_user");
        }
    }

    /** With values that the program supplies. */
    static final class Supplied extends Table {
        final Column<Integer> n = column("n", Types.INTEGER);
        final Column<Integer> m = column("m", Types.INTEGER, defaultsTo(Supplied::value), onUpdate(Supplied::value));

        Supplied() {
            super("fire_user");
        }

        private static Integer value() {
            Code.runCurrent();
            return 1;
        }
    }

    /** With a key that is declared by code. */
    static final class Referring extends Table {
        final Column<Integer> n = column("n", Types.INTEGER);

        Referring(Runnable code) {
            super("fire_referring");
            foreignKey(() -> {
                code.run();
                return of(List.of(n), List.of(PLAIN.n));
            });
        }
    }
}
