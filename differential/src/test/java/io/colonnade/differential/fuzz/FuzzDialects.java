// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.ParamStyle;
import io.colonnade.dialect.UpdateFrom;
import io.colonnade.dialect.Upsert;
import io.colonnade.mysql.MySqlDialects;
import io.colonnade.postgres.PostgresDialects;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sqlite.SqliteBackend;

/** The dialects, as they are resolved when a server was met, without one. */
final class FuzzDialects {

    static final Dialect SQLITE = new SqliteBackend().dialect();
    static final Dialect POSTGRES = PostgresDialects.V18;
    static final Dialect MYSQL = MySqlDialects.MYSQL;
    static final Dialect MARIADB = MySqlDialects.MARIADB;
    /** The standard's spelling, every feature, and the other form of placeholders. */
    static final Dialect ANSI = ansi();

    private FuzzDialects() {
    }

    private static Dialect ansi() {
        DialectBuilder builder = Dialect.builder("ansi").with(Feature.values()).upsert(Upsert.ON_CONFLICT).updateFrom(UpdateFrom.FROM)
                .deleteUsing(DeleteUsing.USING).paramStyle(ParamStyle.DOLLAR_NUMERIC);
        for (PortableFunction function : PortableFunction.values()) {
            if (!function.isOfFamily() && !Dialect.ansi("ansi").has(function)) {
                builder.function(function, function.label() + "({*})");
            }
        }
        return builder.build();
    }
}
