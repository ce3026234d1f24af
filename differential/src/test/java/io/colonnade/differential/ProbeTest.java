// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
    @Test
    void probe() throws Exception {
        Map<String, Database> all = EveryServer.databases();
        for (String sql : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/tmp/probe.sql"))) {
            if (sql.isBlank()) continue;
            boolean quiet = sql.startsWith("!");
            String text = quiet ? sql.substring(1) : sql;
            boolean bind = text.contains(":v");
            if (!quiet) System.out.println("PROBE " + text);
            all.forEach((name, db) -> {
                if (name.equals("PostgreSQL 14")) return;
                String answer;
                try {
                    List<?> r = bind ? db.fetchAll(text, Map.of("v", "s3cr3t")).join() : db.fetchAll(text).join();
                    answer = "ok " + r.size() + " " + r;
                } catch (Throwable t) {
                    Throwable c = t.getCause() == null ? t : t.getCause();
                    answer = c instanceof DatabaseException d ? d.kind() + " " + d.sqlState() + " " + d.vendorCode() + " " + d.getMessage() : "" + c;
                }
                if (!quiet) System.out.println("PROBE    " + String.format("%-14s", name) + answer.replace('\n', ' '));
            });
        }
    }
}
