// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.dialect.Dialect;
import java.util.Set;
import java.util.function.Predicate;

/** Databases by name: where a known difference shows. */
enum Where implements Predicate<Dialect> {

    ALL("all", "SQLite", "PostgreSQL", "MySQL", "MariaDB"),
    SQLITE("SQLite", "SQLite"),
    POSTGRES("PostgreSQL", "PostgreSQL"),
    MYSQL("MySQL", "MySQL"),
    MARIADB("MariaDB", "MariaDB"),
    MYSQL_AND_MARIADB("MySQL, MariaDB", "MySQL", "MariaDB"),
    SQLITE_AND_POSTGRES("SQLite, PostgreSQL", "SQLite", "PostgreSQL"),
    SQLITE_MYSQL_MARIADB("SQLite, MySQL, MariaDB", "SQLite", "MySQL", "MariaDB"),
    ALL_BUT_SQLITE("all but SQLite", "PostgreSQL", "MySQL", "MariaDB"),
    ALL_BUT_POSTGRES("all but PostgreSQL", "SQLite", "MySQL", "MariaDB");

    final String databases;
    private final Set<String> products;

    Where(String databases, String... products) {
        this.databases = databases;
        this.products = Set.of(products);
    }

    @Override
    public boolean test(Dialect dialect) {
        return products.contains(dialect.productName());
    }
}
