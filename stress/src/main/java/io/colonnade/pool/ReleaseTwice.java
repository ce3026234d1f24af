// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A lease is given back by two at once while another waits, and a third behind it. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The second has it, and the third waits.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The connection was given to both, or to nobody.")
@State
public class ReleaseTwice extends Rivals {

    private final Request third = database.request().alone().on(pool);

    /** The holder gives it back. */
    @Actor
    public void release() {
        first.release(Lease.Condition.CLEAN);
    }

    /** And again. */
    @Actor
    public void releaseAgain() {
        first.release(Lease.Condition.CLEAN);
    }

    /** Who has it. */
    @Arbiter
    public void look(II_Result result) {
        result.r1 = second();
        result.r2 = third.answers.get();
    }
}
