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
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** The deadline of a transaction passes just when its function asks for the commit. */
@JCStressTest
@Outcome(id = "true, false, COMMITTING", expect = Expect.ACCEPTABLE, desc = "The commit was asked of the database first.")
@Outcome(id = "false, true, ROLLING_BACK", expect = Expect.ACCEPTABLE, desc = "The deadline was first, and ends it.")
@Outcome(id = "false, false, ROLLING_BACK", expect = Expect.ACCEPTABLE, desc = "The deadline came between the wish and the database.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, or neither.")
@State
public class DeadlineOrCommit {

    private static final DatabaseException OVERDUE = DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the deadline passed").build();

    private final TransactionLifecycle lifecycle = new TransactionLifecycle(false, false);

    /** The function has ended well, and the commit has its turn. */
    @Actor
    public void commit(ZZL_Result result) {
        result.r1 = lifecycle.ask(true) && lifecycle.commitsNow();
    }

    /** The deadline passes. */
    @Actor
    public void pass(ZZL_Result result) {
        result.r2 = lifecycle.abort(OVERDUE);
    }

    /** What the database is asked for. */
    @Arbiter
    public void look(ZZL_Result result) {
        lifecycle.commitsNow();
        result.r3 = lifecycle.state();
    }
}
