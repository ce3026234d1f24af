// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One of two connections comes back lost while somebody asks for the other, which is idle: whoever is asked gets a whole one. */
@JCStressTest
@Outcome(id = {"1, 0", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "Granted, tested before or lent before the loss was known.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Not granted, or tested more than once.")
@State
public class LostOrAcquire {

    private final FakeDatabase database = new FakeDatabase();
    private final ConnectionPool pool;
    private final Request first;
    private final Request third;
    private final FakeConnection idle;

    /** Two connections, of which one is lent. */
    public LostOrAcquire() {
        database.maxSize = 2;
        pool = database.pool();
        first = database.request().alone().on(pool);
        Request second = database.request().alone().on(pool);
        idle = second.connection();
        second.release(Lease.Condition.CLEAN);
        third = database.request().alone();
    }

    /** The loss becomes known. */
    @Actor
    public void lose() {
        first.release(Lease.Condition.LOST);
    }

    /** Another is asked for. */
    @Actor
    public void acquire() {
        third.on(pool);
    }

    /** Whether it was granted, and how often the idle one was tested. */
    @Arbiter
    public void look(II_Result result) {
        result.r1 = third.answers.get() == 1 && third.granted() ? 1 : 0;
        result.r2 = idle.validations.get();
    }
}
