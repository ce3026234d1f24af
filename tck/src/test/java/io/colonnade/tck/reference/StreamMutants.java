// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.connection;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults in streams. */
final class StreamMutants {

    private StreamMutants() {
    }

    static final List<Mutant> ALL = List.of(
            stream("STR-01", "more is delivered than was asked for", (s, to) -> new Passing(to) {
                @Override
                void request(long n) {
                    super.request(n > 0 && n < Long.MAX_VALUE ? n + 1 : n);
                }
            }),
            stream("STR-03", "the end is signalled twice", (s, to) -> new Passing(to) {
                @Override
                public void onComplete() {
                    super.onComplete();
                    super.onComplete();
                }
            }),
            stream("TXN-38", "a stream that is asked for all its rows loses one", (s, to) -> s.sql().contains("id < 101") ? new Passing(to) {
                private boolean loses;

                @Override
                void request(long n) {
                    loses |= n == Long.MAX_VALUE;
                    super.request(n);
                }

                @Override
                public void onNext(RowValues row) {
                    if (!loses) {
                        super.onNext(row);
                    }
                    loses = false;
                }
            } : to),
            stream("STR-10", "the row before an error is lost", (s, to) -> s.sql().contains("abs(") ? new OneBehind(to) : to),
            connection("STR-11", "the second run of a stream gives the rows of the first", Replayed::new),
            stream("STR-14", "a stream without rows fails", (s, to) -> new Passing(to) {
                private final AtomicInteger rows = new AtomicInteger();

                @Override
                public void onNext(RowValues row) {
                    rows.incrementAndGet();
                    super.onNext(row);
                }

                @Override
                public void onComplete() {
                    if (rows.get() == 0) {
                        super.onError(DatabaseException.of(ErrorKind.INTERNAL, "a fault").build());
                    } else {
                        super.onComplete();
                    }
                }
            }),
            connection("STR-15", "a stream does not see what its transaction has written", sound -> new HistoryConnection(sound) {
                @Override
                public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
                    Flow.Publisher<RowValues> rows = super.stream(statement, binds, fetchSize);
                    return subscriber -> rows.subscribe(history().equals("B") && definition() != null ? new Passing(subscriber) {
                        @Override
                        public void onNext(RowValues row) {
                            request(1);
                        }
                    } : subscriber);
                }
            }),
            connection("STR-17", "a query beside a stream loses its end", Beside::new),
            stream("STR-18", "one row comes behind a cancel from within", (s, to) -> new Passing(to) {
                private boolean inside;

                @Override
                public void onNext(RowValues row) {
                    inside = true;
                    super.onNext(row);
                    inside = false;
                }

                @Override
                void cancel() {
                    if (inside) {
                        inside = false;
                        super.request(1);
                    } else {
                        super.cancel();
                    }
                }
            }),
            stream("STR-19", "rows of a stream come on another thread", (s, to) -> new Passing(to) {
                @Override
                public void onNext(RowValues row) {
                    CompletableFuture.runAsync(() -> super.onNext(row)).join();
                }
            }),
            stream("STR-20", "a stream that was cancelled before it began completes", (s, to) -> new Passing(to) {
                private boolean asked;

                @Override
                void request(long n) {
                    asked = true;
                    super.request(n);
                }

                @Override
                void cancel() {
                    super.cancel();
                    if (!asked) {
                        super.onComplete();
                    }
                }
            }),
            stream("STR-21", "rows that stand in the statement lose the last one", (s, to) -> s.sql().startsWith("VALUES")
                    ? new OneBehind(to) : to),
            stream("STR-22", "the first row of a temporary table is lost", (s, to) -> new Passing(to) {
                private boolean first = s.sql().contains("colonnade_tck_temp");

                @Override
                public void onNext(RowValues row) {
                    if (first) {
                        first = false;
                        super.request(1);
                    } else {
                        super.onNext(row);
                    }
                }
            }),
            stream("STR-23", "a stream goes on beyond an Error of its subscriber", (s, to) -> new Passing(to) {
                @Override
                public void onNext(RowValues row) {
                    try {
                        super.onNext(row);
                    } catch (Error swallowed) {
                        // The next row comes all the same.
                    }
                }
            }));

    /** Another receiver in the place of one. */
    interface Receiving {
        Flow.Subscriber<? super RowValues> receiver(Compiled statement, Flow.Subscriber<? super RowValues> subscriber);
    }

    private static Mutant stream(String broken, String fault, Receiving receiving) {
        return connection(broken, fault, sound -> new Tampered(sound) {
            @Override
            Flow.Subscriber<? super RowValues> subscriber(Compiled statement, Flow.Subscriber<? super RowValues> subscriber) {
                return receiving.receiver(statement, subscriber);
            }
        });
    }

    /** Hands everything on, in both directions. */
    private static class Passing implements Flow.Subscriber<RowValues> {

        private final Flow.Subscriber<? super RowValues> to;
        private Flow.Subscription from;

        Passing(Flow.Subscriber<? super RowValues> to) {
            this.to = to;
        }

        void request(long n) {
            from.request(n);
        }

        void cancel() {
            from.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            from = subscription;
            to.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    Passing.this.request(n);
                }

                @Override
                public void cancel() {
                    Passing.this.cancel();
                }
            });
        }

        @Override
        public void onNext(RowValues row) {
            to.onNext(row);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }

    /** Holds the last row back, and loses it at an end. */
    private static final class OneBehind extends Passing {
        private RowValues last;

        OneBehind(Flow.Subscriber<? super RowValues> to) {
            super(to);
        }

        @Override
        public void onNext(RowValues row) {
            RowValues previous = last;
            last = row;
            if (previous == null) {
                request(1);
            } else {
                super.onNext(previous);
            }
        }
    }

    private static final class Replayed extends ForwardingConnection {
        private final Map<String, List<RowValues>> runs = new HashMap<>();

        Replayed(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
            Flow.Publisher<RowValues> rows = super.stream(statement, binds, fetchSize);
            return subscriber -> {
                List<RowValues> first = runs.get(statement.sql());
                List<RowValues> seen = new ArrayList<>();
                runs.putIfAbsent(statement.sql(), seen);
                rows.subscribe(new Passing(subscriber) {
                    @Override
                    public void onNext(RowValues row) {
                        seen.add(row);
                        if (first == null || seen.size() <= first.size()) {
                            super.onNext(row);
                        } else {
                            request(1);
                        }
                    }
                });
            };
        }
    }

    private static final class Beside extends Tampered {
        private final AtomicInteger streams = new AtomicInteger();

        Beside(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        Flow.Subscriber<? super RowValues> subscriber(Compiled statement, Flow.Subscriber<? super RowValues> subscriber) {
            streams.incrementAndGet();
            return subscriber;
        }

        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            AtomicInteger rows = new AtomicInteger();
            return row -> streams.get() > 0 && rows.incrementAndGet() > 50 || sink.row(row);
        }

        @Override
        public CompletionStage<Void> reset() {
            streams.set(0);
            return super.reset();
        }
    }
}
