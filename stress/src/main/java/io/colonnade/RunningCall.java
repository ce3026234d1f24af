// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.spi.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/** A call whose statement runs, and what its caller sees in the end. */
class RunningCall {

    final SoloExecution call = new SoloExecution();
    private final ScriptedBackend connection = new ScriptedBackend();

    RunningCall() {
        call.runOn(connection);
    }

    /** The database has done it. */
    final void answered() {
        connection.answer.complete(Outcome.affected(1));
    }

    /** What the caller sees, and what became of the connection. */
    final void tell(III_Result result) {
        result.r1 = call.told();
        result.r2 = call.releases.get();
        result.r3 = call.deliveries.get();
    }
}
