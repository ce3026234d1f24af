// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.util.concurrent.CompletionStage;

/**
 * A transaction, or a savepoint in one, that is open on a connection. It ends with the first call of {@link #commit} or
 * {@link #rollback}; the core calls only one of them, once, and ends inner savepoints before outer ones.
 *
 * @since 0.1
 */
public interface TransactionBackend {

    /**
     * Makes the work permanent; for a savepoint, releases it into the enclosing transaction. Never completes normally if it was rolled
     * back. A failure of kind CONNECTION_LOST has the outcome NOT_APPLIED and is safe to retry where it is certain that COMMIT was not sent,
     * because the connection was found to be lost before; the core takes every other loss as one whose outcome nobody knows.
     *
     * <p>Rules SPI-14, TXN-01, TXN-05, TXN-16.
     */
    CompletionStage<Void> commit();

    /**
     * Undoes the work; for a savepoint, back to where it was set, and releases it. Quiet if the database has rolled back by itself. If
     * the connection is lost it may fail, with an error that says that the connection is not usable: the core discards that, and its
     * caller, who wanted nothing to be kept, is not troubled.
     *
     * <p>Rules SPI-15, TXN-03, TXN-04, TXN-06.
     */
    CompletionStage<Void> rollback();

    /**
     * Sets a savepoint with a name of its own. The core asks for one only where the connection's dialect declares
     * {@link io.colonnade.dialect.Feature#SAVEPOINTS}; elsewhere it refuses nested transactions with kind UNSUPPORTED before anything is
     * sent. A backend does not refuse by its own dialect: the kit calls this to see what the database has.
     *
     * <p>Rules SPI-20, TXN-10, FLG-28.
     */
    CompletionStage<TransactionBackend> savepoint();
}
