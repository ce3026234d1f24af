// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What became of a call, for the tests of the backends. */
public final class Calls {

    private static final long SECONDS = 60;

    private Calls() {
    }

    /** The value of a stage; its exception, if it is of the kind that needs no declaration, is thrown as it is. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failure.getCause());
        } catch (InterruptedException | TimeoutException overdue) {
            throw new AssertionError("it did not complete within " + SECONDS + " s", overdue);
        }
    }

    /** The failure of a stage, which must be of a kind. */
    public static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        DatabaseException failure = assertInstanceOf(DatabaseException.class, assertThrows(RuntimeException.class, () -> await(stage)));
        assertEquals(kind, failure.kind(), failure::getMessage);
        return failure;
    }

    /** What an error says apart from showing its statement, in which the same words may stand. */
    public static String words(DatabaseException failure) {
        return failure.toBuilder().sql(null).build().getMessage();
    }

    /** The error says that, in words of its own. */
    public static void says(String part, DatabaseException failure) {
        assertTrue(words(failure).contains(part), () -> "\"" + part + "\" is not said in: " + failure.getMessage());
    }

    /** Completes when all rows were read, or with the error that ended them. */
    public static CompletableFuture<Void> readAll(Flow.Publisher<Row> rows) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        rows.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Row row) {
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        return end;
    }

    /** Returns when something has come about of which nobody tells. */
    public static void settles(BooleanSupplier state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!state.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not settle");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Returns when no thread of a connection is left; their names begin with that of the backend. */
    public static void awaitNoThread(String backend) {
        settles(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("colonnade-" + backend)));
    }
}
