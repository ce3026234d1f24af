// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A connection comes back just when who waits for it takes the wish back. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "It was handed over, and the wish could not be taken back.")
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "The wish was taken back, and the connection lies in the pool.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A wish that was taken back was granted, or the connection is lost.")
@State
public class HandOverOrWithdraw extends Rivals {

    /** The holder gives it back. */
    @Actor
    public void release() {
        first.release(Lease.Condition.CLEAN);
    }

    /** The wish is taken back. */
    @Actor
    public void withdraw(III_Result result) {
        result.r1 = pool.withdraw(second) ? 1 : 0;
    }

    /** What the waiting one was told, and what is lent. */
    @Arbiter
    public void look(III_Result result) {
        result.r2 = second();
        result.r3 = lentAndWhole();
    }
}
