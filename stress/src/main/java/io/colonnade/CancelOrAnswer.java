// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A call is cancelled just when the database answers. */
@JCStressTest
@Outcome(id = {"1, 1, 1", "3, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "Answered or cancelled; the connection went back once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody was told, or the connection went back twice, or never.")
@State
public class CancelOrAnswer extends RunningCall {

    /** The caller has enough. */
    @Actor
    public void cancel() {
        call.cancel(true);
    }

    /** The database has done it. */
    @Actor
    public void answer() {
        answered();
    }

    /** What the caller sees, and what became of the connection. */
    @Arbiter
    public void look(III_Result result) {
        tell(result);
    }
}
