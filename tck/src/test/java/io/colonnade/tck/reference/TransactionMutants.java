// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.connection;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Faults in transactions and savepoints. */
final class TransactionMutants {

    private TransactionMutants() {
    }

    /**
     * Transactions that end in the other way than they were told to, told apart by what was done in them: see {@link HistoryConnection}.
     * The fault of a commit that is a rollback, or of a rollback that is a commit, hides where it happens seldom.
     */
    static final List<Mutant> ENDS = List.of(
            lost("TXN-01", "the second transaction of one insert is lost", "commit I;commit I"),
            kept("TXN-03", "a transaction with a batch and a deletion is kept when it is rolled back", "rollback IBDQ"),
            lost("TXN-04", "a transaction is lost that has read behind a savepoint which was rolled back", "commit I\\(IrQ"),
            lost("TXN-05", "a transaction is lost that has read behind a savepoint which was released", "commit \\(IcQ"),
            kept("TXN-06", "a transaction is kept, when it is rolled back, if a savepoint was released", "rollback \\(Ic"),
            lost("TXN-07", "a transaction is lost that goes on behind a savepoint which was rolled back", "commit I\\(IrI"),
            lost("TXN-08", "a transaction is lost that goes on behind a savepoint with a failure", "commit I\\(IirI"),
            lost("TXN-09", "a transaction of hundreds of savepoints is lost", "commit (\\(I[cr]){99,}"),
            connection("TXN-10", "a savepoint deeper than ten others is not rolled back", sound -> new HistoryConnection(sound) {
                @Override
                boolean changesSavepoint(String history) {
                    return history.chars().filter(c -> c == '(').count() > 10;
                }
            }),
            lost("TXN-17", "a transaction of two inserts is lost", "commit II"),
            kept("TXN-24", "a transaction that has read its insert is kept when it is rolled back", "rollback IQ"),
            kept("TXN-25", "a transaction that has read behind a savepoint in place of two that were released is kept when it is rolled back", "rollback \\(I\\(Icc\\(Q"),
            kept("TXN-02 THR-03 THR-09 TXN-13 TXN-26 TXN-27 TXN-32 TXN-34", "a transaction of one insert is kept when it is rolled back", "rollback I"),
            kept("TXN-35", "a transaction is kept, when it is rolled back, if a savepoint with an insert is open", "rollback \\(I"),
            kept("TXN-28", "a transaction with a failed query is kept when it is rolled back", "rollback Iq"),
            kept("TXN-29", "a transaction that has created a table is kept when it is rolled back", "rollback TI"),
            lost("TXN-30", "a transaction of one insert without values is lost", "commit J"),
            lost("SPI-20", "a transaction is lost in which one of two savepoints was rolled back", "commit \\(I\\(Irc"),
            kept("SPI-19", "a transaction with a failed batch is kept when it is rolled back", "rollback Ib"));

    private static Mutant lost(String broken, String fault, String history) {
        return connection(broken, fault, sound -> changing(sound, history));
    }

    private static Mutant kept(String broken, String fault, String history) {
        return connection(broken, fault, sound -> changing(sound, history));
    }

    private static ConnectionBackend changing(ConnectionBackend sound, String history) {
        String pattern = history.contains(";") ? "(.*;)?(" + history + ")" : "(.*;)?" + history;
        return new HistoryConnection(sound) {
            @Override
            boolean changesEnd(String all) {
                return all.matches(pattern);
            }
        };
    }

    static final List<Mutant> OTHERS = List.of(
            connection("TXN-18", "a transaction does not read its update", sound -> new HistoryConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    boolean stale = history().equals("U");
                    return super.execute(statement, binds, row -> stale || sink.row(row));
                }
            }),
            connection("TXN-19", "an insert is there for others before its transaction is committed", sound -> new HistoryConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    return super.execute(statement, binds, sink).whenComplete((outcome, failure) -> reference().session().publish(true));
                }

                @Override
                void ending() {
                    reference().session().publish(false);
                }
            }),
            connection("TXN-20", "a transaction of a level that was asked for is lost", sound -> new HistoryConnection(sound) {
                @Override
                boolean changesEnd(String all) {
                    return all.matches("(.*;)?commit I") && definition().isolation() != null;
                }
            }),
            connection("TXN-21 SPI-16", "the level of a transaction is ignored", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<TransactionBackend> begin(TransactionDefinition asked) {
                    return super.begin(new TransactionDefinition(null, asked.readOnly(), asked.deferrable()));
                }
            }),
            connection("SPI-16", "a transaction is open that was refused for its level", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<TransactionBackend> begin(TransactionDefinition asked) {
                    return super.begin(asked).whenComplete((begun, failure) -> {
                        if (failure != null && Tampered.typed(failure).kind() == ErrorKind.UNSUPPORTED && asked.isolation() != null) {
                            ReferenceConnection reference = (ReferenceConnection) delegate();
                            reference.work().submit(() -> {
                                if (reference.session().state() == Session.State.NONE) {
                                    reference.session().begin(false, () -> { });
                                }
                                return null;
                            });
                        }
                    });
                }
            }),
            connection("TXN-37", "a transaction with a failed batch answers no query, whatever is rolled back", sound -> new HistoryConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    return definition() != null && statement.kind() == StatementKind.QUERY && history().contains("b")
                            ? CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "a fault").build())
                            : super.execute(statement, binds, sink);
                }
            }),
            connection("TXN-39", "a savepoint of one insert is released when it is rolled back, where a table was created in another one",
                    sound -> new HistoryConnection(sound) {
                        @Override
                        boolean changesSavepoint(String transaction) {
                            return transaction.matches("\\(T.*\\(I");
                        }
                    }),
            connection("TXN-22", "a read-only transaction reads what others commit", sound -> new HistoryConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    if (definition() != null && definition().readOnly()) {
                        reference().work().submit(() -> {
                            reference().session().refresh();
                            return null;
                        });
                    }
                    return super.execute(statement, binds, sink);
                }
            }),
            Faults.kinds("TXN-23", "writing in a read-only transaction is an internal error", ErrorKind.READ_ONLY, s -> true,
                    ErrorKind.INTERNAL),
            connection("TXN-33", "a deferrable transaction that writes is begun though there are none", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<TransactionBackend> begin(TransactionDefinition asked) {
                    return super.begin(new TransactionDefinition(asked.isolation(), asked.readOnly(), asked.deferrable() && asked.readOnly()));
                }
            }),
            connection("TXN-36 LIF-05", "what is open on a connection is committed when that is closed", CommitsAtClose::new),
            connection("SPI-14", "success is told for a commit that was a rollback", sound -> new HistoryConnection(sound) {
                @Override
                CompletionStage<Void> told(CompletionStage<Void> commit) {
                    return commit.exceptionally(failure -> {
                        if (Tampered.typed(failure).kind() == ErrorKind.TRANSACTION_ROLLED_BACK) {
                            return null;
                        }
                        throw new CompletionException(Tampered.typed(failure));
                    });
                }
            }),
            connection("SPI-15", "rolling back what is rolled back already fails", sound -> new HistoryConnection(sound) {
                @Override
                void ending() {
                    if (reference().session().state() == Session.State.GONE) {
                        throw new IllegalStateException("a fault");
                    }
                }
            }));

    private static final class CommitsAtClose extends ForwardingConnection {
        private volatile TransactionBackend last;

        CommitsAtClose(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            return super.begin(definition).thenApply(begun -> {
                last = begun;
                return begun;
            });
        }

        @Override
        public CompletionStage<Void> close() {
            return last == null ? super.close() : last.commit().handle((done, ended) -> super.close()).thenCompose(closed -> closed);
        }
    }
}
