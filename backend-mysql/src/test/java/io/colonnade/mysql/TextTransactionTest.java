// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction that SQL text began and the server itself rolled back: nothing that its author believes to be in it is committed alone. */
class TextTransactionTest {

    private static CompletableFuture<ErrorKind> kind(CompletableFuture<?> call) {
        return call.handle((done, failure) -> failure == null ? null
                : ((DatabaseException) (failure instanceof CompletionException ? failure.getCause() : failure)).kind());
    }

    private static CompletableFuture<List<ErrorKind>> kinds(Connection connection, String... statements) {
        List<ErrorKind> kinds = new ArrayList<>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String sql : statements) {
            all = all.thenCompose(done -> kind(connection.execute(sql))).thenAccept(kinds::add);
        }
        return all.thenApply(done -> kinds);
    }

    /** Two on one connection each lock what the other wants; the one with less to undo is rolled back. */
    private static CompletableFuture<List<ErrorKind>> inDeadlock(Database loser, Database winner, String... then) {
        CompletableFuture<Void> bothHold = new CompletableFuture<>();
        CompletableFuture<Void> oneHolds = new CompletableFuture<>();
        CompletableFuture<?> other = winner.transaction(tx -> tx.execute("UPDATE text_lost SET n = n + 1 WHERE id >= 10")
                .thenCompose(done -> oneHolds).thenCompose(done -> tx.execute("UPDATE text_lost SET n = n + 1 WHERE id = 2"))
                .thenCompose(done -> {
                    bothHold.complete(null);
                    return tx.execute("UPDATE text_lost SET n = n + 1 WHERE id = 1");
                }));
        CompletableFuture<List<ErrorKind>> lost = loser.withConnection(connection -> kinds(connection, "BEGIN", "UPDATE text_lost SET n = n + 1 WHERE id = 1")
                .thenCompose(done -> {
                    oneHolds.complete(null);
                    return bothHold;
                }).thenCompose(done -> kind(connection.execute("UPDATE text_lost SET n = n + 1 WHERE id = 2")))
                .thenCompose(kind -> kinds(connection, then).thenApply(kinds -> {
                    List<ErrorKind> all = new ArrayList<>(List.of(kind));
                    all.addAll(kinds);
                    return all;
                })));
        return lost.thenCombine(other, (kinds, done) -> kinds);
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsADeadlockIsRefused(Product product) {
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1")) {
            table(db, "text_lost", "id INT PRIMARY KEY, n INT");
            await(db.execute("INSERT INTO text_lost VALUES (1, 0), (2, 0), (10, 0), (11, 0), (12, 0), (13, 0)"));
            assertEquals(Arrays.asList(ErrorKind.DEADLOCK, ErrorKind.TRANSACTION_ABORTED, ErrorKind.TRANSACTION_ABORTED),
                    await(inDeadlock(db, other, "INSERT INTO text_lost VALUES (3, 0)", "CREATE TABLE text_lost_too (id INT)")));
            assertEquals(6, number(other, "SELECT count(*) FROM text_lost"));
            assertEquals(Arrays.asList(ErrorKind.DEADLOCK, ErrorKind.TRANSACTION_ABORTED, null, null),
                    await(inDeadlock(db, other, "INSERT INTO text_lost VALUES (3, 0)", "ROLLBACK", "INSERT INTO text_lost VALUES (4, 0)")));
            assertEquals(7, number(other, "SELECT count(*) FROM text_lost"));
            await(db.execute("INSERT INTO text_lost VALUES (5, 0)"));
        }
    }

    /** After any other failure the server goes on, and so does the transaction of its text. */
    @ParameterizedTest
    @EnumSource
    void anotherFailureIsNoReasonToRefuse(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "text_goes_on", "id INT PRIMARY KEY");
            assertEquals(Arrays.asList(null, null, ErrorKind.CONSTRAINT, null, ErrorKind.NOT_FOUND, null, null), await(db.withConnection(
                    connection -> kinds(connection, "BEGIN", "INSERT INTO text_goes_on VALUES (1)", "INSERT INTO text_goes_on VALUES (1)",
                            "INSERT INTO text_goes_on VALUES (2)", "SELECT * FROM no_such", "INSERT INTO text_goes_on VALUES (3)", "COMMIT"))));
            assertEquals(3, number(db, "SELECT count(*) FROM text_goes_on"));
        }
    }
}
