// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A call is cancelled just when its connection comes; its statement is answered by nothing but the cancel. */
@JCStressTest
@Outcome(id = "3, 0, 1", expect = Expect.ACCEPTABLE, desc = "Cancelled, and no connection is kept.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The statement runs on, or the connection is kept.")
@State
public class CancelOrArrival {

    private final SoloExecution call = new SoloExecution();
    private final ScriptedBackend connection = new ScriptedBackend();

    /** The caller has enough. */
    @Actor
    public void cancel() {
        call.cancel(true);
    }

    /** The connection comes. */
    @Actor
    public void arrive() {
        call.arrive(connection);
    }

    /** What the caller sees, and what became of the connection. */
    @Arbiter
    public void look(III_Result result) {
        result.r1 = call.told();
        result.r2 = call.lent();
        result.r3 = call.deliveries.get();
    }
}
