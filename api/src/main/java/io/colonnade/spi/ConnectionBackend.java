// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * One physical connection.
 *
 * <p>Methods may be called from any thread and return at once. Work runs in the order of the calls, on {@link #executor()}; a call while
 * another is under way waits for it. Stages complete on that executor, exactly once, and every failure is a
 * {@link io.colonnade.error.DatabaseException}. The arrays and lists of values that are handed in are not changed by either side.
 *
 * @since 0.1
 */
public interface ConnectionBackend {

    /**
     * What this connection can do, resolved when it was opened: product, version, session settings, driver options.
     *
     * <p>Rules LIF-12, and those of FLG that prove each component.
     */
    Dialect dialect();

    /** The connection's own executor, as taken from {@link BackendContext}; completions happen on it. Rules SPI-02, THR-01. */
    Executor executor();

    /**
     * Runs a statement and pushes its rows to the sink.
     *
     * <p>A failure of kind CONNECTION_LOST has the outcome UNKNOWN once anything of the statement may have left this machine. Where it is
     * certain that nothing has, because the connection was found to be lost before, it has the outcome NOT_APPLIED and is safe to retry: the
     * core then runs a single call of a database again, on another connection.
     *
     * <p>Rules SPI-01 to SPI-06, SPI-17, SPI-18, QRY-07, QRY-09, RET-04, ERR-18.
     *
     * @param binds one value for each parameter of the statement, null for SQL's NULL
     * @param sink receives the rows on {@link #executor()}, one after the other, before the stage completes
     * @return completes when the statement has ended and the last row was pushed
     */
    CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink);

    /**
     * Runs a statement once for each item, as one unit: outside a transaction either all items take effect or none.
     *
     * <p>Rules SPI-19, QRY-14, FLG-07.
     *
     * @return completes with the number of rows that each item affected; a failure carries the index of the item where it is known
     */
    CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings);

    /**
     * The rows of a statement as a stream that runs the statement when it is subscribed to, once for each subscriber.
     *
     * <p>No more than the subscriber's demand is delivered and at most {@code fetchSize} rows are fetched ahead. Cancelling frees the
     * cursor at once; the publisher then touches the connection no more. A subscriber that throws, whatever it throws, has cancelled.
     *
     * <p>Rules STR-01, STR-02, STR-03, STR-18, STR-19, STR-20, STR-23, FLG-33.
     *
     * @param fetchSize how many rows to fetch at a time, at least 1
     */
    Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize);

    /**
     * Begins a transaction. The core asks for a read-only one only where the dialect declares
     * {@link io.colonnade.dialect.Feature#READ_ONLY_TRANSACTIONS}, and refuses it elsewhere.
     *
     * <p>Rules SPI-16, TXN-20, TXN-22, TXN-23, FLG-31, FLG-124, FLG-125.
     *
     * @return completes with the open transaction; fails with kind UNSUPPORTED, before anything is sent, for an option that the database
     *     does not have
     */
    CompletionStage<TransactionBackend> begin(TransactionDefinition definition);

    /**
     * Brings the session back to the state of a fresh one, rolling back what is open, or fails; then the connection is discarded.
     *
     * <p>Rules SPI-13, CON-02, CON-03, CON-13.
     */
    CompletionStage<Void> reset();

    /**
     * Whether {@link #reset} must come before the connection is lent again to somebody else, although but one statement was run, outside
     * transactions, and has ended well; after everything else it is reset in any case. Asked after every single call, so it answers from
     * what is known here: it asks nothing of the database and waits for nothing. Called on any thread, once the statement has ended.
     *
     * <p>By default it is so after DDL and after what is neither a query nor a change of data. Rule CON-13.
     *
     * @param last the statement that was run
     */
    default boolean needsReset(Compiled last) {
        return last.kind() == StatementKind.OTHER || last.kind() == StatementKind.DDL;
    }

    /**
     * Whether something has reached this machine while the connection was idle that nobody asked for, such as the end of the connection. The
     * core then has it validated before it lends it. Called on any thread while the connection is lent to nobody, before it is lent after a
     * while without use; answers from what the operating system knows, asks nothing of the database and waits for nothing.
     *
     * <p>By default nothing is known of that. Rule SPI-12.
     */
    default boolean hasUnread() {
        return false;
    }

    /** Asks the database for a sign of life; fails if the connection is of no more use. Rules SPI-10, SPI-12. */
    CompletionStage<Void> validate();

    /**
     * Cancels the statements that were handed in and have not ended; does nothing if there are none. Not queued: it overtakes the work in
     * progress. Once the stage has completed, a statement that is handed in later cannot be hit.
     *
     * <p>Rules SPI-07, SPI-08, SPI-09, ERR-12.
     */
    CompletionStage<Void> cancel();

    /**
     * Closes the connection, rolling back what is open. Calling it again does nothing. Overtakes nothing: it waits for work in progress.
     *
     * <p>Rules SPI-10, SPI-11, LIF-09.
     */
    CompletionStage<Void> close();

    /** The driver's own connection, outside the contract of Colonnade; empty if it is not of that type. Rule CON-12. */
    <T> Optional<T> unwrap(Class<T> driverType);
}
