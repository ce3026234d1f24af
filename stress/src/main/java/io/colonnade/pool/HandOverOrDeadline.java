// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A connection comes back just when the time of who waits for it is up. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "It was handed over.")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The time was up, and the connection lies in the pool.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody was told, or both happened, or the connection is lost.")
@State
public class HandOverOrDeadline extends Rivals {

    /** The holder gives it back. */
    @Actor
    public void release() {
        first.release(Lease.Condition.CLEAN);
    }

    /** The deadline passes. */
    @Actor
    public void pass() {
        database.time.advance(PATIENCE);
    }

    /** What the waiting one was told, and what is lent. */
    @Arbiter
    public void look(II_Result result) {
        result.r1 = second();
        result.r2 = lentAndWhole();
    }
}
