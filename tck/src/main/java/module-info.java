// SPDX-License-Identifier: Apache-2.0
/** The compatibility kit: rules that every backend keeps, run against a live database. Open, because JUnit reflects on it. */
open module io.colonnade.tck {
    requires transitive io.colonnade.api;
    requires transitive org.junit.jupiter.api;

    exports io.colonnade.tck;

    uses io.colonnade.spi.DatabaseBackend;
}
