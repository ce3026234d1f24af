// SPDX-License-Identifier: Apache-2.0
/**
 * Asynchronous database access: what applications call, what backends implement, and what both share.
 *
 * <p>Backends are found by {@link java.util.ServiceLoader} as implementations of {@link io.colonnade.spi.DatabaseBackend}.
 */
module io.colonnade.api {
    requires io.netty.common;
    requires org.slf4j;
    requires transitive java.sql;
    requires static com.google.guice;

    exports io.colonnade;
    exports io.colonnade.error;
    exports io.colonnade.sql;
    exports io.colonnade.dialect;
    exports io.colonnade.spi;
    exports io.colonnade.jdbc;
    exports io.colonnade.guice;

    uses io.colonnade.spi.DatabaseBackend;
}
