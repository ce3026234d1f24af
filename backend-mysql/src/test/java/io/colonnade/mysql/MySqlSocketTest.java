// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MySQL and MariaDB by their Unix sockets. */
class MySqlSocketTest {

    private static Path socket(Product product) {
        Path socket = product.socket();
        Assumptions.assumeTrue(socket != null, "the tests run on a server of the user's own");
        return socket;
    }

    @ParameterizedTest
    @EnumSource
    void connectsAndCancels(Product product) {
        Path socket = socket(product);
        try (Database root = product.open("max_size=1")) {
            await(root.execute("CREATE USER IF NOT EXISTS 'by_socket'@'localhost' IDENTIFIED BY 's3cr3t'"));
            await(root.execute("GRANT PROCESS ON *.* TO 'by_socket'@'localhost'"));
            for (String option : new String[] {"socket=", "host=", "unix_sock="}) {
                String url = "mysql://by_socket:s3cr3t@/?max_size=1&validate_after_idle=0s&" + option + socket;
                try (Database db = await(Database.open(url))) {
                    String client = await(db.fetchValue("SELECT HOST FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()",
                            String.class)).get();
                    assertEquals("localhost", client, "by TCP there would be a port");
                    String much = "é".repeat(1_000_000);
                    assertEquals(much, await(db.fetchValue("SELECT :much", String.class, much)).get());
                    CompletableFuture<?> endless = db.fetchAll("SELECT SLEEP(60) /* by socket */");
                    awaitSleepers(root, 1);
                    endless.cancel(true);
                    awaitSleepers(root, 0);
                    assertEquals(1, number(db, "SELECT 1"));
                }
            }
            await(root.execute("DROP USER 'by_socket'@'localhost'"));
        }
    }

    private static void awaitSleepers(Database root, long count) {
        String sleepers = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(60)%'";
        while (number(root, sleepers) != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tellsThatNobodyListens(@TempDir Path empty) {
        DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, Database.open("mysql://root@/test?socket="
                + empty.resolve("no.sock")).thenCompose(db -> db.fetchAll("SELECT 1")));
        assertTrue(words(failure).matches(".*no\\.sock.*No such file.*"), failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql:///d?socket=here", "mysql://localhost/d?socket=/run/s.sock",
            "mysql:///d?socket=/tmp"})
    void refusesWhatCannotBeASocket(String url) {
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID, Database.open(url));
        assertTrue(words(failure).contains("ocket") && words(failure).contains("accepted"), failure::getMessage);
    }
}
