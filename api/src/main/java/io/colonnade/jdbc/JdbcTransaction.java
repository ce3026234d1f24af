// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** A transaction (without a name) or a savepoint in it (with one). Its state is touched by the connection's thread only. */
final class JdbcTransaction implements TransactionBackend {

    private final JdbcWorker worker;
    private final JdbcTransaction root;
    private final String name;
    private boolean ended;

    private JdbcTransaction(JdbcWorker worker, JdbcTransaction root, String name) {
        this.worker = worker;
        this.root = root == null ? this : root;
        this.name = name;
    }

    /** Begins; on the connection's thread. */
    static JdbcTransaction begin(JdbcWorker worker, TransactionDefinition definition) {
        if (worker.transaction() != null) {
            throw DatabaseException.of(ErrorKind.USAGE, "a transaction is already open on this connection; nest with a savepoint").build();
        }
        JdbcTransaction begun = new JdbcTransaction(worker, null, null);
        begun.guarded(() -> worker.session().begin(definition));
        worker.transactionBegun(begun);
        return begun;
    }

    @Override
    public CompletionStage<Void> commit() {
        return worker.submit(() -> {
            requireOpen();
            if (name == null && worker.aborted() == null) {
                requireLink();
            }
            commitNow();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rollback() {
        return worker.submit(() -> {
            end();
            rollbackNow();
            return null;
        });
    }

    @Override
    public CompletionStage<TransactionBackend> savepoint() {
        return worker.submit(() -> {
            requireOpen();
            worker.requireUsable();
            String savepoint = worker.nextSavepoint();
            command("SAVEPOINT " + savepoint);
            return new JdbcTransaction(worker, root, savepoint);
        });
    }

    /** A COMMIT that is not sent has done nothing; one that is sent over a link that has ended leaves everybody in doubt. */
    private void requireLink() {
        if (worker.cursors().isEmpty()) {
            DatabaseException lost = worker.lostLink("The connection was lost before COMMIT was sent, so that the database keeps nothing of the"
                    + " transaction");
            if (lost != null) {
                ended = true;
                worker.transactionEnded();
                throw lost;
            }
        }
    }

    void commitNow() {
        end();
        DatabaseException first = worker.aborted();
        if (first != null) {
            rollbackNow();
            throw DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "an earlier statement failed and ended the transaction ("
                    + first.kind() + "); nothing of it was kept").cause(first).retrySafe(first.retrySafe() || first.kind() == ErrorKind.CONNECTION_LOST).build();
        }
        if (name != null) {
            command("RELEASE SAVEPOINT " + name);
            return;
        }
        try {
            guarded(() -> worker.session().commit());
        } catch (DatabaseException failure) {
            rollbackAfter(failure);
            throw failure.kind() == ErrorKind.CONNECTION_LOST ? unknown(failure) : failure;
        }
        worker.transactionEnded();
    }

    private static DatabaseException unknown(DatabaseException lost) {
        return DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "the connection was lost before COMMIT was answered").cause(lost)
                .sqlState(lost.sqlState()).vendorCode(lost.vendorCode()).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    private void rollbackAfter(DatabaseException failure) {
        try {
            rollbackNow();
        } catch (DatabaseException second) {
            failure.addSuppressed(second);
        }
    }

    private void rollbackNow() {
        DatabaseException first = worker.aborted();
        DatabaseException lost = null;
        try {
            rollbackOpen();
        } catch (DatabaseException failure) {
            lost = failure;
        }
        if (first != null && first.kind() == ErrorKind.COMMIT_OUTCOME_UNKNOWN) {
            throw JdbcFailures.endedBefore(first, lost);
        }
        if (lost != null) {
            throw lost;
        }
    }

    private void rollbackOpen() {
        if (name != null) {
            if (!worker.gone()) {
                command("ROLLBACK TO SAVEPOINT " + name);
                command("RELEASE SAVEPOINT " + name);
                worker.revived();
            }
            return;
        }
        worker.transactionEnded();
        try {
            worker.session().rollback();
        } catch (SQLException failure) {
            throw DatabaseException.of(ErrorKind.CONNECTION_LOST, "the transaction could not be rolled back: " + failure.getMessage())
                    .cause(failure).connectionUsable(false).build();
        }
    }

    /** Undoes a transaction of our own after a failure that is being reported. */
    void rollbackQuietly() {
        if (!ended) {
            ended = true;
            try {
                rollbackNow();
            } catch (DatabaseException ignored) {
                // The failure that is being reported led here; the next reset finds a connection that is broken.
            }
        }
    }

    private void end() {
        requireOpen();
        ended = true;
    }

    private void requireOpen() {
        if (ended || worker.transaction() != root) {
            throw DatabaseException.of(ErrorKind.USAGE, "the transaction has already ended").build();
        }
    }

    private void command(String sql) {
        guarded(() -> worker.session().savepoint(sql));
    }

    private void guarded(Command command) {
        Throwable failure;
        worker.running().enter(this);
        try {
            command.run();
            return;
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            worker.running().leave();
        }
        throw worker.failed(failure);
    }

    /** A command of a session. */
    private interface Command {
        void run() throws SQLException;
    }
}
