// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.IsolationLevel;

/** The dialects of servers that were not met. */
public final class MySqlDialects {

    public static final Dialect MYSQL = MySqlDialect.of("8.0.33", IsolationLevel.REPEATABLE_READ);
    public static final Dialect MARIADB = MySqlDialect.of("11.4.5-MariaDB", IsolationLevel.REPEATABLE_READ);

    private MySqlDialects() {
    }
}
