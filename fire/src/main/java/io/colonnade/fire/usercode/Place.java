// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.update;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Where the product calls code of the user's while a call is under way. */
enum Place {

    CONNECTION_FUNCTION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> after(code, () -> connection.fetchAll(QUERY)));
        }
    },
    CONNECTION_CONTINUATION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> connection.fetchAll(QUERY).thenCompose(rows -> after(code, () -> connection.fetchAll(QUERY))));
        }
    },
    CONNECTION_STAGE {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> new OwnStage(code));
        }
    },
    TRANSACTION_FUNCTION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> after(code, () -> write(transaction)));
        }
    },
    TRANSACTION_FUNCTION_WITH_OPTIONS {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(TransactionOptions.DEFAULT, transaction -> after(code, () -> write(transaction)));
        }
    },
    TRANSACTION_CONTINUATION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> write(transaction).thenCompose(done -> after(code, () -> write(transaction))));
        }
    },
    TRANSACTION_STAGE {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> new OwnStage(code));
        }
    },
    PINNED_TRANSACTION_FUNCTION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> connection.transaction(transaction -> after(code, () -> write(transaction))));
        }
    },
    PINNED_TRANSACTION_FUNCTION_WITH_OPTIONS {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> connection.transaction(TransactionOptions.DEFAULT,
                    transaction -> after(code, () -> write(transaction))));
        }
    },
    NESTED_TRANSACTION_FUNCTION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(outer -> outer.transaction(transaction -> after(code, () -> write(transaction))));
        }
    },
    CALL_CONTINUATION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll(QUERY).thenApply(rows -> after(code, () -> rows));
        }
    },
    BATCH_CONTINUATION {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.executeMany("UPDATE fire_user SET n = n WHERE n = :n", List.of(Map.of("n", 1), Map.of("n", 2)))
                    .thenApply(rows -> after(code, () -> rows));
        }
    },
    SUBSCRIBER_ON_SUBSCRIBE(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Reader.of(database.iterate(QUERY), Reader.Signal.SUBSCRIBE, code);
        }
    },
    SUBSCRIBER_ON_NEXT(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Reader.of(database.iterate(QUERY, Map.of()), Reader.Signal.NEXT, code);
        }
    },
    SUBSCRIBER_ON_ERROR(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Reader.of(database.iterate(WRONG), Reader.Signal.ERROR, code);
        }
    },
    SUBSCRIBER_ON_COMPLETE(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Reader.of(database.iterate(selectFrom(Tables.PLAIN)), Reader.Signal.COMPLETE, code);
        }
    },
    PINNED_SUBSCRIBER_ON_NEXT(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> Reader.of(connection.iterate(QUERY), Reader.Signal.NEXT, code));
        }
    },
    PINNED_SUBSCRIBER_ON_COMPLETE(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> Reader.of(connection.iterate(QUERY), Reader.Signal.COMPLETE, code));
        }
    },
    SUBSCRIBER_OF_TRANSACTION_ON_NEXT(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> Reader.of(transaction.iterate(QUERY), Reader.Signal.NEXT, code));
        }
    },
    SUBSCRIBER_OF_TRANSACTION_ON_ERROR(Told.NOTHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> Reader.of(transaction.iterate(WRONG), Reader.Signal.ERROR, code));
        }
    },
    COMPLETION_EXECUTOR(Told.NOTHING) {
        @Override
        DatabaseOptions.Builder options(DatabaseOptions.Builder options, Runnable code) {
            return options.completionExecutor(task -> {
                code.run();
                task.run();
            });
        }

        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(Place::write);
        }
    },
    RECORD(Told.DATA) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll(QUERY, OwnRecord.class);
        }
    },
    RECORD_OF_ONE(Told.DATA) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.withConnection(connection -> connection.fetchOne(QUERY, OwnRecord.class));
        }
    },
    CONVERTER_IN(Told.DATA) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> transaction.execute(insertInto(Tables.CONVERTED).set(Tables.CONVERTED.n, "9"))
                    .thenCompose(done -> transaction.rollback()));
        }
    },
    CONVERTER_OUT(Told.DATA) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll(selectFrom(Tables.CONVERTED)).thenApply(rows -> rows.get(0).get(Tables.CONVERTED.n));
        }
    },
    DEFAULT_OF_COLUMN(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.transaction(transaction -> transaction.execute(insertInto(Tables.SUPPLIED).set(Tables.SUPPLIED.n, 9))
                    .thenCompose(done -> transaction.rollback()));
        }
    },
    UPDATE_OF_COLUMN(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.execute(update(Tables.SUPPLIED).set(Tables.SUPPLIED.n, 1).where(Tables.SUPPLIED.n.eq(1)));
        }
    },
    FOREIGN_KEY_OF_TABLE(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.execute(createTable(new Tables.Referring(code)).ifNotExists());
        }
    },
    MAP_OF_VALUES(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll("SELECT n FROM fire_user WHERE n = :n", new OwnMap(code));
        }
    },
    MAP_OF_VALUES_OF_AN_EXPRESSION(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll(text("SELECT n FROM fire_user WHERE n = :n"), new OwnMap(code));
        }
    },
    MAP_OF_A_STREAM(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Reader.of(database.iterate("SELECT n FROM fire_user WHERE n = :n", new OwnMap(code)), null, code);
        }
    },
    LIST_OF_A_BATCH(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.executeMany("UPDATE fire_user SET n = n WHERE n = :n", new OwnList<>(List.of(Map.of("n", 1), Map.of("n", 2)), code));
        }
    },
    MAP_OF_A_BATCH(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.executeMany("UPDATE fire_user SET n = n WHERE n = :n", List.of(Map.of("n", 1), new OwnMap(code)));
        }
    },
    LIST_AS_VALUE(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll("SELECT n FROM fire_user WHERE n IN (:n)", new OwnList<>(List.of(1, 2), code));
        }
    },
    VALUE_OF_AN_OWN_CLASS(Told.SOMETHING) {
        @Override
        DatabaseOptions.Builder options(DatabaseOptions.Builder options, Runnable code) {
            return options.logValues(true).slowStatementThreshold(Duration.ofNanos(1));
        }

        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return database.fetchAll("SELECT n FROM fire_user WHERE n = :n", new OwnValue(code));
        }
    },
    CLASS_LOADER_OF_BACKENDS(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Database.open(DatabaseOptions.of(database.url()).backendLoader(new OwnLoader(code)).build()).thenCompose(Database::closeAsync);
        }
    },
    PASSWORD(Told.SOMETHING) {
        @Override
        CompletableFuture<?> call(Database database, Runnable code) {
            return Database.open(DatabaseOptions.of(database.url()).connectTimeout(Duration.ofSeconds(1)).passwordSupplier(() -> {
                code.run();
                return database.url().password() == null ? "" : database.url().password();
            }).build()).thenCompose(Database::closeAsync);
        }
    };

    /** What the caller is told of what was thrown. */
    enum Told {
        /** The very same. */
        ITSELF,
        /** An error of kind DATA. */
        DATA,
        /** That the call has failed. */
        SOMETHING,
        /** Nothing: the subscriber has lost its stream, or the call does not depend on it. */
        NOTHING
    }

    static final String QUERY = "SELECT n FROM fire_user";
    private static final String WRONG = "SELECT fire_is_no_column FROM fire_user";

    private final Told told;

    Place() {
        this(Told.ITSELF);
    }

    Place(Told told) {
        this.told = told;
    }

    Told told() {
        return told;
    }

    /** Whether only servers have it: there is no password for a file. */
    boolean needsServer() {
        return this == PASSWORD;
    }

    /** Whether the thread is one of a connection that was given back before the code is called, which the manual says is held up all the same. */
    boolean holdsReturnedConnection() {
        return this == CALL_CONTINUATION || this == BATCH_CONTINUATION || this == CONVERTER_OUT || this == SUBSCRIBER_ON_COMPLETE
                || this == SUBSCRIBER_ON_ERROR;
    }

    DatabaseOptions.Builder options(DatabaseOptions.Builder options, Runnable code) {
        return options;
    }

    /** Makes the call in which the code is called; may throw what the code does. */
    abstract CompletableFuture<?> call(Database database, Runnable code);

    private static <T> T after(Runnable code, Supplier<T> then) {
        code.run();
        return then.get();
    }

    /** Leaves nothing behind if the transaction commits. */
    private static CompletableFuture<?> write(Transaction transaction) {
        return transaction.execute("INSERT INTO fire_user (n) VALUES (7)").thenCompose(done -> transaction.execute("DELETE FROM fire_user WHERE n = 7"));
    }
}
