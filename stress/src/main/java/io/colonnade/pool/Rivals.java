// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;

/** A pool of one connection that is lent, and one more who waits for it. The time is a test's own. */
class Rivals {

    static final Duration PATIENCE = Duration.ofSeconds(1);

    final FakeDatabase database = new FakeDatabase();
    final ConnectionPool pool = database.pool();
    final Request first = database.request().on(pool);
    final Request second = new Request("second", true, false, database.time.getAsLong() + PATIENCE.toNanos()).on(pool);

    /** 1 if the second has the connection, 2 if it was told that it has none, 0 if it was told nothing, 9 if it was told twice. */
    final int second() {
        return second.answers.get() > 1 ? 9 : second.granted() ? 1 : second.answers.get() == 1 ? 2 : 0;
    }

    /** How many connections the pool says are lent, and whether one more can be had once all that is held was given back. */
    final int lentAndWhole() {
        int lent = pool.status().lent();
        if (second.granted()) {
            second.release(Lease.Condition.CLEAN);
        }
        first.release(Lease.Condition.CLEAN);
        return database.request().on(pool).granted() ? lent : 9;
    }
}
