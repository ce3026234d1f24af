// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever code of the user's throws, and wherever: the connection comes back, and whoever waits is told. */
class UserCodeThatThrowsTest {

    private static final int SECONDS = 30;

    private record Refusing(int a) {
        Refusing {
            Thrown.go(new LinkageError("thrown by a record on purpose"));
        }
    }

    /** Throws what it likes, also what nobody declares. */
    private static final class Thrown {

        static List<Throwable> all() {
            return List.of(new IllegalStateException("on purpose"), new AssertionError("on purpose"), new StackOverflowError("on purpose"),
                    new LinkageError("on purpose"), new OutOfMemoryError("on purpose"), new IOException("on purpose"));
        }

        static <T> T go(Throwable what) {
            return Thrown.<RuntimeException, T>sneak(what);
        }

        @SuppressWarnings("unchecked") // unchecked on purpose
        private static <E extends Throwable, T> T sneak(Throwable what) throws E {
            throw (E) what;
        }
    }

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = open(options());
        db.execute("CREATE TABLE t (a INTEGER)").join();
        db.execute("INSERT INTO t VALUES (1), (2), (3)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private DatabaseOptions.Builder options() {
        return DatabaseOptions.of(DatabaseUrl.parse("sqlite:///" + directory.resolve("a.db") + "?max_size=1"));
    }

    private static Database open(DatabaseOptions.Builder options) {
        return Database.open(options.build()).join();
    }

    private static <T> T within(CompletableFuture<T> future) {
        return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    private static DatabaseException failure(CompletableFuture<?> future) {
        return (DatabaseException) assertThrows(CompletionException.class, () -> within(future)).getCause();
    }

    /** The only connection serves the next caller. */
    private void assertNothingIsLent() {
        assertEquals(3L, within(db.fetchValue("SELECT count(*) FROM t", Long.class)).get());
    }

    static Stream<Arguments> signals() {
        return Thrown.all().stream().flatMap(thrown -> Stream.of("onSubscribe", "onNext", "onComplete", "onError")
                .map(signal -> Arguments.of(thrown, signal)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void aSubscriberLosesItsStreamAndNothingElse(Throwable thrown, String signal) {
        String sql = signal.equals("onError") ? "SELECT nosuch FROM t" : "SELECT a AS told FROM t WHERE a < :secret";
        Object[] values = signal.equals("onError") ? new Object[0] : new Object[] {77_003};
        List<String> log = logOf(() -> {
            Throwing subscriber = new Throwing(signal, thrown);
            db.iterate(sql, values).subscribe(subscriber);
            within(subscriber.reached);
            assertNothingIsLent();
            assertEquals(1, subscriber.after.get(), "signals from the one that threw on");
        });
        List<String> told = log.stream().filter(line -> line.contains("2.13")).toList();
        assertEquals(1, told.size(), () -> "lines of the log: " + log);
        assertTrue(told.get(0).contains(signal) && told.get(0).contains(signal.equals("onError") ? sql : "AS told"), told.get(0));
        assertFalse(log.toString().contains("77003"), () -> "no value: " + log);
    }

    private static final class Throwing implements Flow.Subscriber<Row> {

        private final String where;
        private final Throwable thrown;
        private final CompletableFuture<Void> reached = new CompletableFuture<>();
        private final AtomicInteger after = new AtomicInteger();

        Throwing(String where, Throwable thrown) {
            this.where = where;
            this.thrown = thrown;
        }

        private void signal(String name) {
            if (name.equals(where)) {
                after.incrementAndGet();
                reached.complete(null);
                Thrown.go(thrown);
            } else if (reached.isDone()) {
                after.incrementAndGet();
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(9);
            signal("onSubscribe");
        }

        @Override
        public void onNext(Row row) {
            signal("onNext");
        }

        @Override
        public void onError(Throwable failure) {
            signal("onError");
        }

        @Override
        public void onComplete() {
            signal("onComplete");
        }
    }

    /** What was logged by all threads while that ran. */
    static List<String> logOf(Runnable code) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aRecordThatThrowsFailsItsCall() {
        DatabaseException failure = failure(db.fetchAll("SELECT a FROM t", Refusing.class));
        assertEquals(ErrorKind.DATA, failure.kind());
        assertTrue(words(failure).contains("Refusing") && words(failure).contains("LinkageError"), failure.getMessage());
        assertNothingIsLent();
    }

    private static final class Oddities extends Table {
        private final Column<Boolean> a = column("a", SqlType.converted(Types.INTEGER, Boolean.class, new Converter<>() {
            @Override
            public Integer toDatabase(Boolean value) {
                return Thrown.go(new AssertionError("77003"));
            }

            @Override
            public Boolean fromDatabase(Integer value) {
                return Thrown.go(new IOException("on purpose"));
            }
        }));

        Oddities() {
            super("t");
        }
    }

    @Test
    void aConverterThatThrowsFailsItsCallAndShowsNoValue() {
        Oddities table = new Oddities();
        DatabaseException in = failure(db.execute(insertInto(table).set(table.a, true)));
        assertEquals(ErrorKind.DATA, in.kind());
        assertFalse(in.toString().contains("77003"), in.toString());
        CompletableFuture<List<Boolean>> out = db.fetchAll(selectFrom(table))
                .thenApply(rows -> rows.stream().map(row -> row.get(table.a)).toList());
        assertThrows(CompletionException.class, () -> within(out));
        assertNothingIsLent();
    }

    @Test
    void aValueThatCannotBeLoggedIsNoReasonToHang() {
        Object odd = new Object() {
            @Override
            public String toString() {
                return Thrown.go(new AssertionError("on purpose"));
            }
        };
        try (Database logging = open(options().logValues(true).slowStatementThreshold(Duration.ofNanos(1)))) {
            failure(logging.fetchAll("SELECT :odd", odd));
            assertEquals(3L, within(logging.fetchValue("SELECT count(*) FROM t", Long.class)).get());
        }
    }

    @ParameterizedTest
    @MethodSource("io.colonnade.sqlite.UserCodeThatThrowsTest#throwables")
    void aCompletionExecutorThatThrowsStopsNobody(Throwable thrown) {
        List<String> log = logOf(() -> {
            try (Database throwing = open(options().completionExecutor(task -> Thrown.go(thrown)))) {
                assertEverybodyIsTold(throwing);
            }
        });
        assertEquals(1, log.stream().filter(line -> line.contains("completion executor")).count(), () -> "it is said once: " + log);
    }

    static List<Throwable> throwables() {
        return Thrown.all();
    }

    @Test
    void oneThatRunsTheTaskAndThrowsThenRunsItOnce() {
        AtomicInteger runs = new AtomicInteger();
        try (Database late = open(options().completionExecutor(task -> {
            task.run();
            Thrown.go(new IllegalStateException("on purpose"));
        }))) {
            within(late.withConnection(connection -> {
                runs.incrementAndGet();
                return connection.fetchAll("SELECT 1");
            }));
        }
        assertEquals(1, runs.get(), "runs of the function");
    }

    @Test
    void oneThatDropsTasksStopsNobodyForEver() {
        CompletableFuture<Void> collecting = new CompletableFuture<>();
        ExecutorService collector = Executors.newSingleThreadExecutor();
        collector.execute(() -> {
            while (!collecting.isDone()) {
                System.gc();
            }
        });
        try (Database dropping = open(options().completionExecutor(task -> { }))) {
            assertEverybodyIsTold(dropping);
        } finally {
            collecting.complete(null);
            collector.shutdown();
        }
    }

    /** Each kind of call ends, and gives its connection back. */
    private static void assertEverybodyIsTold(Database database) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        calls.add(database.fetchValue("SELECT count(*) FROM t", Long.class));
        calls.add(database.withConnection(connection -> connection.fetchAll("SELECT a FROM t")));
        calls.add(database.transaction(tx -> tx.execute("INSERT INTO t VALUES (4)").thenCompose(done -> tx.execute("DELETE FROM t WHERE a = 4"))));
        calls.add(database.begin().thenCompose(tx -> tx.rollback()));
        calls.forEach(UserCodeThatThrowsTest::within);
        assertEquals(3L, within(database.fetchValue("SELECT count(*) FROM t", Long.class)).get());
    }
}
