// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Dialect;

/** The dialects of servers that were not met. */
public final class PostgresDialects {

    public static final Dialect V18 = PostgresDialect.of("PostgreSQL", "18.6", true, "read committed", true);

    private PostgresDialects() {
    }
}
