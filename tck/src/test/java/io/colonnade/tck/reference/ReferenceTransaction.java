// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionBackend;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A transaction, or a savepoint in one: what it would come back to. Touched on the executor only. */
final class ReferenceTransaction implements TransactionBackend {

    private final ReferenceConnection connection;
    private final Map<String, Table> savepoint;
    private boolean ended;

    ReferenceTransaction(ReferenceConnection connection, Map<String, Table> savepoint) {
        this.connection = connection;
        this.savepoint = savepoint;
    }

    @Override
    public CompletionStage<Void> commit() {
        return connection.work().submit(() -> {
            end();
            if (connection.session().state() == Session.State.GONE) {
                endSession();
                throw DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "the transaction was rolled back before its end").build();
            }
            if (savepoint == null) {
                connection.session().commit();
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rollback() {
        return connection.work().submit(() -> {
            end();
            if (savepoint != null) {
                connection.session().rollbackTo(savepoint);
            }
            endSession();
            return null;
        });
    }

    private void endSession() {
        if (savepoint == null) {
            connection.session().rollback();
        }
    }

    @Override
    public CompletionStage<TransactionBackend> savepoint() {
        return connection.work().submit(() -> {
            if (ended || connection.session().state() != Session.State.OPEN) {
                throw DatabaseException.of(ErrorKind.USAGE, "the transaction has ended").build();
            }
            if (connection.session().gaps().lack(Feature.SAVEPOINTS)) {
                throw EngineError.syntax("no statement begins like that");
            }
            return new ReferenceTransaction(connection, connection.session().savepoint());
        });
    }

    private void end() {
        if (ended || connection.session().state() == Session.State.NONE) {
            throw DatabaseException.of(ErrorKind.USAGE, "the transaction has ended").build();
        }
        ended = true;
    }
}
