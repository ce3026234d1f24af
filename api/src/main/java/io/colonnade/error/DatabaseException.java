// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

import java.util.Objects;

/**
 * An error of the database, of a backend, or in the use of Colonnade; the root of a hierarchy of five.
 *
 * <p>Futures complete with it directly (a dependent stage sees it as the cause of a {@link java.util.concurrent.CompletionException}).
 * Messages name options, columns, constraints and parameters, never a password and never a value that was bound; that of a statement's
 * error ends with the beginning of its text.
 *
 * @since 0.1
 */
public abstract sealed class DatabaseException extends RuntimeException
        permits ConfigurationException, ConnectionException, StatementException, TransactionException, UsageException {

    private static final long serialVersionUID = 1L;
    /** How much of a statement stands in a message. */
    private static final int SHOWN = 200;

    private final ErrorKind kind;
    private final String sql;
    private final String sqlState;
    private final int vendorCode;
    private final StatementOutcome outcome;
    private final boolean retrySafe;
    private final boolean connectionUsable;
    private final boolean sent;

    DatabaseException(Builder builder) {
        super(builder.message, builder.cause);
        kind = builder.kind;
        sql = builder.sql;
        sqlState = builder.sqlState;
        vendorCode = builder.vendorCode;
        outcome = builder.outcome;
        retrySafe = builder.retrySafe;
        connectionUsable = builder.connectionUsable;
        sent = builder.sent == null ? !refusal(kind) : builder.sent;
        if (builder.original != null) {
            setStackTrace(builder.original.getStackTrace());
            for (Throwable suppressed : builder.original.getSuppressed()) {
                addSuppressed(suppressed);
            }
        }
    }

    /** Starts an error of the given kind; the message is for the person who meets it. */
    public static Builder of(ErrorKind kind, String message) {
        return new Builder(kind, message);
    }

    /** Starts an error that differs from this one in what is then set; it has the stack trace of this one. */
    public final Builder toBuilder() {
        Builder copy = new Builder(kind, super.getMessage());
        copy.original = this;
        copy.cause(getCause()).sql(sql).sqlState(sqlState).vendorCode(vendorCode).outcome(outcome).retrySafe(retrySafe)
                .connectionUsable(connectionUsable).sent(sent);
        copyTo(copy);
        return copy;
    }

    /** Copies what only the subclass knows. */
    void copyTo(Builder copy) {
    }

    /** What went wrong, in terms that are the same on every database. */
    public final ErrorKind kind() {
        return kind;
    }

    /**
     * The whole text of the statement that failed, as it was sent, or as it was given if it could not be sent. Values that were bound do not
     * stand in it: placeholders or names stand in their place. Null where the error is of no statement, or of an expression that has
     * no text yet.
     */
    public final String sql() {
        return sql;
    }

    /** What went wrong, and in brackets the beginning of the statement. */
    @Override
    public final String getMessage() {
        return sql == null ? super.getMessage() : super.getMessage() + " [" + beginning(sql) + "]";
    }

    /** In one line, so that a log shows it as one. */
    private static String beginning(String sql) {
        StringBuilder line = new StringBuilder(Math.min(sql.length(), SHOWN) + 1);
        int i = 0;
        for (; i < sql.length() && line.length() < SHOWN; i++) {
            char c = sql.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isISOControl(c)) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        int end = line.length();
        if (i < sql.length() && end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
            line.setLength(end - 1);
        }
        return i < sql.length() ? line.append('…').toString() : line.toString().stripTrailing();
    }

    /** The five-character SQLSTATE of the SQL standard, or null where the database gives none. */
    public final String sqlState() {
        return sqlState;
    }

    /** The database's own error code (SQLite: the extended result code), or 0 where there is none. */
    public final int vendorCode() {
        return vendorCode;
    }

    /** Whether the failed operation changed the database all the same. */
    public final StatementOutcome outcome() {
        return outcome;
    }

    /** Whether running the same statement or transaction again can neither apply it twice nor is bound to fail in the same way. */
    public final boolean retrySafe() {
        return retrySafe;
    }

    /** Whether the connection can be used further; if not, the pool discards it. */
    public final boolean connectionUsable() {
        return connectionUsable;
    }

    /** Whether anything of the failed call may have reached the database; if not, a transaction that is open is as it was before the call. */
    public final boolean sent() {
        return sent;
    }

    private static boolean refusal(ErrorKind kind) {
        return switch (kind) {
            case UNSUPPORTED, AUTHENTICATION_FAILED, TLS_FAILED, DATABASE_UNREACHABLE, TOO_MANY_CONNECTIONS, POOL_EXHAUSTED -> true;
            default -> kind.category() == ErrorKind.Category.USAGE || kind.category() == ErrorKind.Category.CONFIGURATION;
        };
    }

    /** Collects what is known of an error. Not thread-safe. */
    public static final class Builder {
        private final ErrorKind kind;
        private String message;
        private DatabaseException original;
        private Throwable cause;
        private String sql;
        private String sqlState;
        private int vendorCode;
        private StatementOutcome outcome = StatementOutcome.NOT_APPLIED;
        private boolean retrySafe;
        private boolean connectionUsable = true;
        private Boolean sent;
        ConstraintViolation constraint;
        int batchIndex = -1;
        String option;
        int position = -1;

        private Builder(ErrorKind kind, String message) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.message = Objects.requireNonNull(message, "message");
        }

        /** The driver's own error, or whatever else caused this one. */
        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** Ends the message with this as well. */
        public Builder note(String note) {
            message += Objects.requireNonNull(note, "note");
            return this;
        }

        /** The text of the statement, without values; null where there is none. The core sets it, so a backend need not. */
        public Builder sql(String sql) {
            this.sql = sql;
            return this;
        }

        /** The SQLSTATE; null where there is none. */
        public Builder sqlState(String sqlState) {
            this.sqlState = sqlState;
            return this;
        }

        /** The database's own error code. */
        public Builder vendorCode(int vendorCode) {
            this.vendorCode = vendorCode;
            return this;
        }

        /** Whether the operation took effect; {@link StatementOutcome#NOT_APPLIED} unless said otherwise. */
        public Builder outcome(StatementOutcome outcome) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            return this;
        }

        /** Whether the operation may be run again; false unless said otherwise. */
        public Builder retrySafe(boolean retrySafe) {
            this.retrySafe = retrySafe;
            return this;
        }

        /** Whether the connection survived; true unless said otherwise. */
        public Builder connectionUsable(boolean connectionUsable) {
            this.connectionUsable = connectionUsable;
            return this;
        }

        /**
         * Whether anything of the failed call may have reached the database. Unless it is said, errors of the kinds UNSUPPORTED and USAGE, of
         * the category CONFIGURATION, and those of whoever got no connection are refusals before anything was sent; all others are not.
         */
        public Builder sent(boolean sent) {
            this.sent = sent;
            return this;
        }

        /** The violated constraint, for {@link ErrorKind#CONSTRAINT}. */
        public Builder constraint(ConstraintViolation constraint) {
            this.constraint = constraint;
            return this;
        }

        /** The index, from 0, of the item of a batch that failed. */
        public Builder batchIndex(int batchIndex) {
            this.batchIndex = batchIndex;
            return this;
        }

        /** The option that is at fault, for {@link ErrorKind#CONFIG_INVALID}. */
        public Builder option(String option) {
            this.option = option;
            return this;
        }

        /** The offset, from 0, of the fault in a URL or in SQL text. */
        public Builder position(int position) {
            this.position = position;
            return this;
        }

        /** Builds the subclass that {@link ErrorKind#category()} names. */
        public DatabaseException build() {
            return switch (kind.category()) {
                case CONFIGURATION -> new ConfigurationException(this);
                case CONNECTION -> new ConnectionException(this);
                case STATEMENT -> new StatementException(this);
                case TRANSACTION -> new TransactionException(this);
                case USAGE -> new UsageException(this);
            };
        }
    }
}
