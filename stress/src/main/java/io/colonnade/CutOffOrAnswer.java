// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The pool takes the connection away just when the database answers. */
@JCStressTest
@Outcome(id = {"1, 1, 1", "2, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "Told once what stands; the connection went back once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody was told, or the connection went back twice, or never.")
@State
public class CutOffOrAnswer extends RunningCall {

    /** The pool is closed. */
    @Actor
    public void cutOff() {
        call.tellCutOff(DatabaseException.of(ErrorKind.POOL_CLOSED, "closed").build());
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
