// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * What went wrong, in terms that are the same on every database.
 *
 * <p>A kind decides which subclass of {@link DatabaseException} is raised: see {@link #category()}.
 *
 * @since 0.1
 */
public enum ErrorKind {
    /** A URL or option is malformed, unknown or out of range. Nothing was started. */
    CONFIG_INVALID(Category.CONFIGURATION),
    /** No backend on the class path or module path serves the URL's scheme, or the one that does cannot run: a jar is missing. */
    BACKEND_NOT_FOUND(Category.CONFIGURATION),
    /** Two backends claim the URL's scheme. */
    BACKEND_AMBIGUOUS(Category.CONFIGURATION),

    /** The server refused the credentials. */
    AUTHENTICATION_FAILED(Category.CONNECTION),
    /** TLS could not be negotiated, or the server could not be verified. */
    TLS_FAILED(Category.CONNECTION),
    /** The database could not be reached or opened. */
    DATABASE_UNREACHABLE(Category.CONNECTION),
    /** The server is there and takes no more connections. */
    TOO_MANY_CONNECTIONS(Category.CONNECTION),
    /** No connection became free in time; the message lists who holds them. */
    POOL_EXHAUSTED(Category.CONNECTION),
    /** The database was closed. */
    POOL_CLOSED(Category.CONNECTION),
    /** The connection broke. */
    CONNECTION_LOST(Category.CONNECTION),
    /** The connection is in use by somebody else and did not become free in time. */
    CONNECTION_BUSY(Category.CONNECTION),
    /** The server answered something that its protocol does not allow, or that the driver could not read; the connection is discarded. */
    PROTOCOL_VIOLATION(Category.CONNECTION),

    /** The deadline passed; the message says which phase used the time. */
    STATEMENT_TIMEOUT(Category.STATEMENT),
    /** The statement was cancelled. */
    CANCELLED(Category.STATEMENT),
    /** The SQL text is not valid. */
    SYNTAX(Category.STATEMENT),
    /** A table, column, function or other object does not exist. */
    NOT_FOUND(Category.STATEMENT),
    /** An object of that name exists already. */
    ALREADY_EXISTS(Category.STATEMENT),
    /** The user may not do that. */
    PERMISSION(Category.STATEMENT),
    /** A constraint was violated: see {@link StatementException#constraint()}. */
    CONSTRAINT(Category.STATEMENT),
    /** The session, a transaction, a cursor or another object is not in the state that the statement needs. */
    INVALID_STATE(Category.STATEMENT),
    /** A value has the wrong type, form or range. */
    DATA(Category.STATEMENT),
    /** A value or statement is larger than the database takes, or an answer larger than max_message_size or the memory of the program. */
    VALUE_TOO_LARGE(Category.STATEMENT),
    /** A lock was not granted in time. */
    LOCK_TIMEOUT(Category.STATEMENT),
    /** The disk or a quota is full. */
    STORAGE_FULL(Category.STATEMENT),
    /** The database, file or transaction is read-only. */
    READ_ONLY(Category.STATEMENT),
    /** The database file or an index in it is damaged, or it is no database at all. */
    CORRUPT(Category.STATEMENT),
    /** This database or backend cannot do that; {@link DatabaseException#sent()} tells whether the database was asked. */
    UNSUPPORTED(Category.STATEMENT),
    /** An error that the backend could not classify, or a defect of Colonnade. */
    INTERNAL(Category.STATEMENT),

    /** The transaction collided with another one; run it again. */
    SERIALIZATION(Category.TRANSACTION),
    /** The transaction was chosen to end a deadlock; run it again. */
    DEADLOCK(Category.TRANSACTION),
    /** An earlier statement of the transaction failed; only rolling back is possible. The cause is that first failure. */
    TRANSACTION_ABORTED(Category.TRANSACTION),
    /** The transaction was to be committed and was rolled back. */
    TRANSACTION_ROLLED_BACK(Category.TRANSACTION),
    /** The connection was lost between sending COMMIT and its answer, or a statement has ended the transaction on the server. */
    COMMIT_OUTCOME_UNKNOWN(Category.TRANSACTION),

    /** The call contradicts the contract of the API (used after close, committed twice, unknown parameter name); nothing was sent. */
    USAGE(Category.USAGE);

    /** Which subclass of {@link DatabaseException} carries a kind: what the caller can do about it. */
    public enum Category {
        /** Mend the configuration: {@link ConfigurationException}. */
        CONFIGURATION,
        /** Try again later or elsewhere: {@link ConnectionException}. */
        CONNECTION,
        /** Mend the statement or its values: {@link StatementException}. */
        STATEMENT,
        /** Run the transaction again: {@link TransactionException}. */
        TRANSACTION,
        /** Mend the program: {@link UsageException}. */
        USAGE
    }

    private final Category category;

    ErrorKind(Category category) {
        this.category = category;
    }

    /** The subclass of {@link DatabaseException} that carries this kind. */
    public Category category() {
        return category;
    }
}
