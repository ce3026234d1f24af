// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import io.colonnade.fire.Target.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What can live in a session of one engine.
 *
 * @param prepares what the items need, to be run before
 * @param items each of them
 * @param cleans drops what was prepared
 * @param texts with which ways are gone
 * @param running asks with one parameter, the text of a statement, how many sessions run it; null where nobody can say
 */
record Catalogue(List<String> prepares, List<Item> items, List<String> cleans, Borrower.Texts texts, String running) {

    static Catalogue of(Engine engine, Connection truth) throws SQLException {
        return switch (engine) {
            case SQLITE -> SqliteItems.catalogue();
            case POSTGRESQL -> PostgresItems.catalogue(truth);
            case MYSQL, MARIADB -> MySqlItems.catalogue(engine == Engine.MARIADB);
        };
    }
}
