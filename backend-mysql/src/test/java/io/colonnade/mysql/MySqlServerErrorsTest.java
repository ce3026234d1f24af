// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.cases.Calls;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the servers refuse has a kind that says what is wrong. */
class MySqlServerErrorsTest {

    static Stream<Arguments> refusals() {
        return Stream.of(Product.values()).flatMap(product -> Stream.of(
                new Object[] {"DROP DATABASE server_errors_nowhere", ErrorKind.NOT_FOUND},
                new Object[] {"KILL 999999999", ErrorKind.NOT_FOUND},
                new Object[] {"SELECT * FROM server_errors PARTITION (p0)", ErrorKind.SYNTAX},
                new Object[] {"SELECT 'a' COLLATE utf8mb4_bin = 'b' COLLATE utf8mb4_general_ci", ErrorKind.SYNTAX},
                new Object[] {"WITH RECURSIVE q AS (SELECT 1 AS n UNION ALL SELECT a.n FROM q a, q b) SELECT * FROM q",
                        product == Product.MYSQL ? ErrorKind.SYNTAX : null},
                new Object[] {"SELECT 1 INTO OUTFILE '/nowhere/at/all'", product == Product.MYSQL ? ErrorKind.PERMISSION : ErrorKind.NOT_FOUND},
                new Object[] {"SELECT nextval(server_errors_sequence)", product == Product.MYSQL ? null : ErrorKind.NOT_FOUND},
                new Object[] {"DROP SEQUENCE server_errors_sequence", product == Product.MYSQL ? null : ErrorKind.NOT_FOUND},
                new Object[] {"ALTER TABLE server_errors DROP COLUMN id, DROP COLUMN v", null},
                new Object[] {"CREATE TABLE server_errors_2 (a INT AUTO_INCREMENT)", ErrorKind.SYNTAX},
                new Object[] {"SELECT * FROM server_errors PROCEDURE nothing()", null})
                .map(refusal -> Arguments.of(product, refusal[0], refusal[1])));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refused(Product product, String sql, ErrorKind kind) {
        try (Database db = product.open("max_size=1")) {
            table(db, "server_errors", "id INT, v INT");
            CompletableFuture<?> refused = db.fetchAll(sql);
            DatabaseException failure = org.junit.jupiter.api.Assertions.assertThrows(DatabaseException.class, () -> await(refused));
            assertFalse(failure.kind() == ErrorKind.INTERNAL || failure.kind() == ErrorKind.USAGE, failure::toString);
            assertEquals(kind == null ? failure.kind() : kind, failure.kind(), failure::toString);
            assertTrue(failure.connectionUsable());
        }
    }

    /** What the words say where the number and the state say nothing; the names are those that the servers' own messages have. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1029|View 'a' doesn't exist for 'b'|NOT_FOUND", "1125|Function 'f' already exists|ALREADY_EXISTS",
        "1133|Can't find any matching row in the user table|NOT_FOUND", "1283|Column 'c' cannot be part of FULLTEXT index|UNSUPPORTED",
        "1428|You can't combine write-locking of system tables with other tables or lock types|UNSUPPORTED",
        "1437|Routine body for 'r' is too long|VALUE_TOO_LARGE", "1253|COLLATION 'a' is not valid for CHARACTER SET 'b'|DATA",
        "1728|Cannot load from mysql.proc. The table is probably corrupted|CORRUPT", "1030|Got error 168 from storage engine|INVALID_STATE",
        "1030|Got error 28 \"No space left on device\" from storage engine InnoDB|STORAGE_FULL", "7|Error on rename of 'a' to 'b' (Errcode: 36 \"File name too long\")|VALUE_TOO_LARGE",
        "1815|Internal error: Radius must be greater than zero.|DATA",
        "1221|Incorrect usage of a and b|SYNTAX", "1412|Table definition has changed, please retry transaction|SERIALIZATION",
        "1|Can't create/write to file '/x' (Errcode: 13 \"Permission denied\")|PERMISSION",
        "1|Can't create/write to file '/x' (OS errno 2 - No such file or directory)|NOT_FOUND",
        "13|Can't get stat of '/x' (Errcode: 2 \"No such file or directory\")|NOT_FOUND"})
    void words(int number, String text, ErrorKind kind) {
        assertEquals(kind, MySqlErrors.CONNECTED.kind(new SQLException(text, "HY000", number)));
    }

    /** The driver gives no numbers; what it says is no answer of the server. */
    @Test
    void theDriversOwn() {
        assertEquals(ErrorKind.CONNECTION_LOST, MySqlErrors.CONNECTED.kind(new SQLException("Error retrieving record", "S1000",
                new java.io.EOFException("Can not read response from server."))));
        assertEquals(ErrorKind.INTERNAL, MySqlErrors.CONNECTED.kind(new SQLException("Wrong number of fields", "S1000")));
        assertFalse(MySqlErrors.CONNECTED.translate(new SQLException("Got a packet bigger than 'max_allowed_packet' bytes", "08S01", 1153), -1)
                .connectionUsable(), "the server hangs up");
    }

    @ParameterizedTest
    @EnumSource
    void refusalsNameTheProduct(Product product) {
        try (Database db = product.open("max_size=1")) {
            String name = product == Product.MYSQL ? "MySQL" : "MariaDB";
            DatabaseException refused = failure(ErrorKind.DATA, db.fetchAll("SELECT :v", Double.NaN));
            assertTrue(Calls.words(refused).contains(name) && !refused.getMessage().contains(product == Product.MYSQL ? "MariaDB" : "MySQL"),
                    refused::getMessage);
        }
    }
}
