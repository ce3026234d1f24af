// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import io.colonnade.DatabaseUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the server is, as the peers want to hear it. */
record ServerAddress(boolean postgres, DatabaseUrl url) {

    int port() {
        return url.port() >= 0 ? url.port() : postgres ? 5432 : 3306;
    }

    String jdbcUrl() {
        return "jdbc:" + (postgres ? "postgresql" : "mysql") + "://" + url.host() + ":" + port() + "/" + url.database() + "?user="
                + encoded(user()) + "&password=" + encoded(password())
                + (postgres ? "" : "&connectionTimeZone=UTC&sslMode=DISABLED&allowPublicKeyRetrieval=true");
    }

    /** Without TLS, as the other peers. */
    String colonnadeUrl() {
        return url.withOption("ssl_mode", "disable").reveal();
    }

    String user() {
        return url.user() == null ? "" : url.user();
    }

    String password() {
        return url.password() == null ? "" : url.password();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
