// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A connection comes back while the pool is being closed and another waits. */
@JCStressTest
@Outcome(id = {"1, 2, 1", "1, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "Closed once, the pool is closed, and who waited was told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The pool is never closed, or a connection is left, or somebody was told nothing.")
@State
public class ReleaseOrClose extends Rivals {

    private CompletableFuture<Void> closed;

    /** The holder gives it back. */
    @Actor
    public void release() {
        first.release(Lease.Condition.CLEAN);
    }

    /** The pool is closed without grace. */
    @Actor
    public void close() {
        closed = pool.close(Duration.ZERO);
    }

    /** Whether all is over. */
    @Arbiter
    public void look(III_Result result) {
        if (second.granted()) {
            second.release(Lease.Condition.CLEAN);
        }
        result.r1 = closed.isDone() ? 1 : 0;
        result.r2 = second();
        result.r3 = database.last().disposals.get();
    }
}
