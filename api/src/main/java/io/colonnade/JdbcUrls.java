// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.LinkedHashMap;
import java.util.Map;

/** What to write in place of a URL that is meant for a JDBC driver. */
final class JdbcUrls {

    private static final Map<String, String> INSTEAD = new LinkedHashMap<>();

    static {
        INSTEAD.put("postgresql:", "postgresql://user:password@host:5432/database");
        INSTEAD.put("mysql:", "mysql://user:password@host:3306/database");
        INSTEAD.put("mariadb:", "mariadb://user:password@host:3306/database");
        INSTEAD.put("sqlite:", "sqlite:///path/to/file.db");
    }

    private JdbcUrls() {
    }

    /**
     * The advice as the message of a malformed URL. It quotes nothing of the URL, which may hold a password anywhere.
     *
     * @param rest what stands behind {@code jdbc:}
     */
    static String advice(String rest) {
        String forms = INSTEAD.entrySet().stream().filter(known -> rest.regionMatches(true, 0, known.getKey(), 0, known.getKey().length()))
                .map(Map.Entry::getValue).findFirst().orElse(String.join(", ", INSTEAD.values()));
        return "A URL for a JDBC driver is not one for Colonnade: without jdbc: in front it is written as " + forms + ", and its options have"
                + " names of their own, such as ssl_mode";
    }
}
