// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import io.colonnade.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database that is fired at. */
public record Target(Engine engine, DatabaseUrl url) {

    /** What stands behind a URL. */
    public enum Engine {
        SQLITE, POSTGRESQL, MYSQL, MARIADB;

        /** Whether it is reached by a socket. */
        public boolean isServer() {
            return this != SQLITE;
        }

        /** Whether it speaks MySQL's protocol. */
        public boolean isMySqlFamily() {
            return this == MYSQL || this == MARIADB;
        }
    }

    /**
     * The database of a URL of Colonnade's.
     *
     * @throws SQLException if the server cannot be asked what it is
     */
    public static Target of(String url) throws SQLException {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        Engine engine = switch (parsed.dialect()) {
            case "sqlite" -> Engine.SQLITE;
            case "postgresql" -> Engine.POSTGRESQL;
            case "mariadb" -> Engine.MARIADB;
            default -> Engine.MYSQL;
        };
        if (engine == Engine.MYSQL) {
            try (Connection truth = new Target(engine, parsed).truth()) {
                engine = truth.getMetaData().getDatabaseProductVersion().contains("MariaDB") ? Engine.MARIADB : Engine.MYSQL;
            }
        }
        return new Target(engine, parsed);
    }

    /** A new connection of the plain driver, in autocommit, past everything that is tested. The caller closes it. */
    public Connection truth() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login());
    }

    /** User and password, as the plain drivers take them. */
    public Properties login() {
        Properties login = new Properties();
        if (url.user() != null) {
            login.setProperty("user", url.user());
        }
        if (url.password() != null) {
            login.setProperty("password", url.password());
        }
        return login;
    }

    /** Where the plain driver finds it; without user and password. */
    public String jdbcUrl() {
        return switch (engine) {
            case SQLITE -> "jdbc:sqlite:" + url.database();
            case POSTGRESQL -> "jdbc:postgresql://" + address();
            case MYSQL, MARIADB -> "jdbc:mysql://" + address() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        };
    }

    private String address() {
        return url.host() + ":" + url.port() + "/" + url.database();
    }

    /** The engine and where it is, without a secret. */
    @Override
    public String toString() {
        return engine + " " + url;
    }
}
