// SPDX-License-Identifier: Apache-2.0
/** The compatibility kit: rules that every backend keeps, run against a live database. Open, because JUnit reflects on it. */
open module io.colonnade.tck {
    requires transitive io.colonnade.api;
    requires transitive org.junit.jupiter.api;
    requires com.google.gson;
    requires java.sql;
    requires java.xml;
    requires static org.junit.platform.launcher;
    requires static info.picocli;

    exports io.colonnade.tck;
    exports io.colonnade.tck.cli;
    exports io.colonnade.tck.report;
}
