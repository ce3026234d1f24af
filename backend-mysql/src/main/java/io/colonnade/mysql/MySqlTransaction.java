// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcSession.TransactionState;
import io.colonnade.spi.TransactionDefinition;
import java.sql.SQLException;

/**
 * The transaction of a session, if one is open, and how it is kept from being committed by the server on its own: what would do so is
 * refused where its text tells, and found out from the server's answer where it does not.
 */
final class MySqlTransaction {

    private static final String CALL_SAVEPOINT = "colonnade_call";

    private final MySqlControl control;
    private boolean open;
    /** Whether what runs in it now, or ran last, is of a kind that could commit. */
    private boolean mayCommit;
    /** Whether what ran last is a command of ours, which ends the transaction as told or not at all. */
    private boolean ours;
    /** Whether a savepoint tells if a procedure has ended the transaction and begun another one. */
    private boolean calling;
    /** Whether the server has ended it. */
    private boolean ended;
    /** Whether the server has rolled back a transaction of SQL text by itself, and its author may not know. */
    private boolean textLost;

    MySqlTransaction(MySqlControl control) {
        this.control = control;
    }

    boolean isOpen() {
        return open;
    }

    void begin(TransactionDefinition definition, String productName) throws SQLException {
        if (definition.deferrable()) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, productName + " has no deferrable transactions. Leave the option out.")
                    .build();
        }
        control.requireNoStream(productName);
        requireTextStanding();
        if (control.inTransactionOnServer()) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that SQL text has begun is open on this connection; beginning"
                    + " another would commit it. End it first.").build();
        }
        if (definition.isolation() != null) {
            control.cancellable("SET TRANSACTION ISOLATION LEVEL " + definition.isolation().name().replace('_', ' '));
        }
        control.cancellable(definition.readOnly() ? "START TRANSACTION READ ONLY" : "START TRANSACTION");
        open = true;
        ended = false;
    }

    void commit() throws SQLException {
        ours = true;
        control.closeStream();
        control.cancellable("COMMIT");
        open = false;
    }

    void rollback() throws SQLException {
        control.closeStream();
        open = false;
        control.command("ROLLBACK");
    }

    /** Rolls back what is open, ours or begun by SQL text; sends nothing if nothing is. */
    void clear() throws SQLException {
        if (open || control.inTransactionOnServer()) {
            control.command("ROLLBACK");
        }
        open = false;
        textLost = false;
    }

    void savepoint(String sql, String productName) throws SQLException {
        ours = true;
        if (sql.startsWith("ROLLBACK")) {
            control.closeStream();
        }
        control.requireNoStream(productName);
        control.cancellable(sql);
    }

    /**
     * Refuses what would end the transaction, and what follows one of SQL text that is no more.
     *
     * @param failed whether the statement that ran last has failed
     */
    void before(Compiled statement, Dialect dialect, boolean failed) throws SQLException {
        if (!open) {
            findTextLost(failed && !mayCommit);
        }
        ours = false;
        mayCommit = statement.kind() == StatementKind.DDL || statement.kind() == StatementKind.OTHER;
        calling = false;
        if (!mayCommit || !open && !textLost) {
            requireTextStanding();
            return;
        }
        MySqlText text = MySqlText.of(dialect.lexicalRules(), statement);
        if (!open) {
            textLost &= !text.endsTransaction();
            requireTextStanding();
            return;
        }
        if (text.endsTransaction()) {
            throw DatabaseException.of(ErrorKind.USAGE, "A transaction that was begun by Colonnade is ended by its commit or rollback, not "
                    + "by SQL text: the statements that follow would be committed one by one. Nothing was sent.").build();
        }
        if (text.commitsImplicitly()) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, dialect.productName() + " commits the open transaction before it runs " + text
                    + ", and what was done in it could not be rolled back any more. Nothing was sent, and the transaction goes on. Run the"
                    + " statement outside transactions; a batch, and a database with forced rollback, are one too.").build();
        }
        if (text.calls()) {
            control.cancellable("SAVEPOINT " + CALL_SAVEPOINT);
            calling = true;
        }
    }

    /** Finds out whether a failure, such as a deadlock, has cost the whole transaction that SQL text has begun: an error does not tell. */
    private void findTextLost(boolean failed) throws SQLException {
        if (failed && control.inTransactionOnServer()) {
            control.cancellable("DO 0");
            textLost |= !control.inTransactionOnServer();
        }
    }

    private void requireTextStanding() {
        if (textLost) {
            throw DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "The server has rolled back the transaction that SQL text began on this"
                    + " connection, because a statement in it failed. Nothing was sent. Run ROLLBACK, or give the connection back.").build();
        }
    }

    /** Refuses the end of a statement that has ended the transaction as well; its last answer has arrived. */
    void requireStanding() throws SQLException {
        if (!open) {
            return;
        }
        findOut();
        if (ended) {
            throw new SQLException("The server says that no transaction is open any more");
        }
    }

    /** Whether the transaction is still the one that was begun; the server has answered since. */
    private void findOut() throws SQLException {
        ended |= !control.inTransactionOnServer();
        if (!ended && calling) {
            calling = false;
            try {
                control.command("RELEASE SAVEPOINT " + CALL_SAVEPOINT);
            } catch (SQLException failure) {
                if (failure.getErrorCode() != MySqlErrorKinds.NO_SUCH_SAVEPOINT) {
                    throw failure;
                }
                ended = true;
            }
        }
    }

    /** What a failed statement has left of the transaction. */
    TransactionState stateAfter(SQLException failure) throws SQLException {
        if (failure.getErrorCode() == MySqlErrorKinds.DEADLOCK) {
            return TransactionState.GONE;
        }
        if (!control.isStreaming()) {
            control.ping();
        }
        findOut();
        if (!ended) {
            return TransactionState.OPEN;
        }
        return ours || !mayCommit && rollsBack(failure) ? TransactionState.GONE : TransactionState.ENDED;
    }

    /** Whether servers answer this error by rolling back the whole transaction; for some of them it is a setting. */
    private static boolean rollsBack(SQLException failure) {
        ErrorKind kind = MySqlErrors.CONNECTED.kind(failure);
        return kind == ErrorKind.LOCK_TIMEOUT || kind.category() == ErrorKind.Category.TRANSACTION
                || failure.getErrorCode() == MySqlErrorKinds.LOCK_TABLE_FULL;
    }
}
