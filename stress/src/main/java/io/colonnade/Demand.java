// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** Rows are asked for just when the backend introduces its subscription. */
@JCStressTest
@Outcome(id = "6, 1", expect = Expect.ACCEPTABLE, desc = "All that was asked for reached the backend.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Demand was lost or doubled, or a connection was asked for twice.")
@State
public class Demand implements StreamSource, Flow.Subscription {

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong acquired = new AtomicLong();
    private final RowStream stream;

    /** A stream that waits for its connection. */
    public Demand() {
        Query query = Query.of("SELECT 1");
        stream = new RowStream(SoloExecution.ENGINE, query, null,
                query.compile(SoloExecution.ENGINE.statements(), SoloExecution.ENGINE.dialect(), null), this, null, new Deaf());
        stream.begin(null);
        stream.request(1);
    }

    /** The connection has come. */
    @Actor
    public void introduce() {
        stream.onSubscribe(this);
    }

    /** More rows are asked for. */
    @Actor
    public void ask() {
        stream.request(2);
    }

    /** And more by another thread. */
    @Actor
    public void askToo() {
        stream.request(3);
    }

    /** What reached the backend. */
    @Arbiter
    public void look(JI_Result result) {
        result.r1 = asked.get();
        result.r2 = (int) acquired.get();
    }

    @Override
    public void request(long n) {
        asked.addAndGet(n);
    }

    @Override
    public void cancel() {
    }

    @Override
    public void acquire(RowStream wanting, Compiled statement) {
        acquired.incrementAndGet();
    }

    @Override
    public void withdraw(RowStream wanting) {
    }

    @Override
    public void release(RowStream done, DatabaseException error, boolean complete) {
    }

    @Override
    public DatabaseException failure(DatabaseException error, Compiled statement) {
        return error;
    }

    @Override
    public boolean autocommit() {
        return true;
    }

    @Override
    public Scope flow() {
        return null;
    }

    @Override
    public boolean belongsTo(Scope scope) {
        return false;
    }

    /** Who listens to nothing. */
    private static final class Deaf implements Flow.Subscriber<Row> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
        }

        @Override
        public void onNext(Row row) {
        }

        @Override
        public void onError(Throwable failure) {
        }

        @Override
        public void onComplete() {
        }
    }
}
