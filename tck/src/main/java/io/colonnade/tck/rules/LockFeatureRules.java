// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.ShareLock;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What a dialect declares of locks, compared in both directions with what a second connection can do meanwhile. */
@Topic(why = "A lock that is not there lets two programs change the same row; one that waits where it should not "
                + "stops them.",
        look = "The dialect's features of locks, and whether transactions run on connections of their own.")
public class LockFeatureRules extends RuleGroup {

    protected LockFeatureRules(Target target) {
        super(target);
    }

    @Rule(id = "FLG-58",
            text = "ROW_LOCKS is declared if and only if rows selected FOR UPDATE cannot be changed by others until the end of the"
            + " transaction, and a select takes the dialect's shared lock",
            proves = Feature.ROW_LOCKS)
    final void rowLocks() {
        String notes = threeTexts();
        run().prove(Feature.ROW_LOCKS, accepts("SELECT id FROM " + notes + sharing(run().dialect().shareLock()))
                && holdsBack(notes, "SELECT id FROM " + notes + " WHERE id = 1 FOR UPDATE"));
    }

    /** Whether others cannot change note 1 while a transaction holds what it selected, and can after its end. */
    private boolean holdsBack(String notes, String select) {
        if (!accepts(select)) {
            return false;
        }
        Transaction holder = await(db().begin());
        CompletableFuture<Result> update;
        boolean waits;
        try {
            await(holder.fetchAll(select));
            update = db().execute("UPDATE " + notes + " SET text = 'new' WHERE id = 1");
            moment(update);
            waits = !update.isDone();
        } finally {
            await(holder.rollback());
        }
        await(update);
        return waits && gives("SELECT text FROM " + notes + " WHERE id = 1", "new");
    }

    /** Whether something is so while a transaction holds what it selected; not if the database does not know how to. */
    private boolean whileHeld(String select, BooleanSupplier seen) {
        if (!accepts(select)) {
            return false;
        }
        Transaction holder = await(db().begin());
        try {
            await(holder.fetchAll(select));
            return seen.getAsBoolean();
        } finally {
            await(holder.rollback());
        }
    }

    @Rule(id = "FLG-108",
            text = "rows selected in the form of shareLock can be selected so by others at the same time, and not changed by them",
            components = "shareLock")
    final void shareLock() {
        String notes = threeTexts();
        ShareLock declared = run().dialect().shareLock();
        String select = "SELECT id FROM " + notes + " WHERE id = 1";
        if (!run().dialect().has(Feature.ROW_LOCKS)) {
            run().findings().notProvable("shareLock", "shareLock", declared, "without ROW_LOCKS no lock is ever written");
            return;
        }
        run().findings().form("shareLock", declared, ShareLock.NONE, form -> {
            String sharing = select + sharing(form);
            return whileHeld(sharing, () -> accepts(sharing)) && holdsBack(notes, sharing);
        });
    }

    private static String sharing(ShareLock form) {
        return switch (form) {
            case FOR_SHARE -> " FOR SHARE";
            case LOCK_IN_SHARE_MODE -> " LOCK IN SHARE MODE";
            case NONE -> "";
        };
    }

    @Rule(id = "FLG-59",
            text = "ROW_LOCKS_OF is declared if and only if FOR UPDATE OF locks the rows of the table that it names and no others",
            proves = Feature.ROW_LOCKS_OF)
    final void rowLocksOf() {
        String free = threeTexts();
        String locked = threeTexts();
        String select = "SELECT l.id FROM " + locked + " AS l JOIN " + free + " AS f ON f.id = l.id WHERE l.id = 1 FOR UPDATE OF l";
        run().prove(Feature.ROW_LOCKS_OF, whileHeld(select, () -> accepts("UPDATE " + free + " SET text = 'new' WHERE id = 1"))
                && holdsBack(locked, select));
    }

    @Rule(id = "FLG-60",
            text = "KEY_LOCKS is declared if and only if FOR NO KEY UPDATE and FOR KEY SHARE hold the same row at the same time",
            proves = Feature.KEY_LOCKS)
    final void keyLocks() {
        String select = "SELECT id FROM " + threeTexts() + " WHERE id = 1 FOR ";
        run().prove(Feature.KEY_LOCKS, whileHeld(select + "NO KEY UPDATE", () -> accepts(select + "KEY SHARE NOWAIT")
                && !accepts(select + "UPDATE NOWAIT")));
    }

    @Rule(id = "FLG-61",
            text = "NO_WAIT is declared if and only if a select FOR UPDATE NOWAIT is refused while another transaction holds a row"
            + " of it, and not before",
            proves = Feature.NO_WAIT)
    final void noWait() {
        String select = "SELECT id FROM " + threeTexts() + " WHERE id = 1 FOR UPDATE NOWAIT";
        run().prove(Feature.NO_WAIT, whileHeld(select, () -> !accepts(select)));
    }

    @Rule(id = "FLG-62",
            text = "SKIP_LOCKED is declared if and only if a select FOR UPDATE SKIP LOCKED gives the rows that nobody else holds",
            proves = Feature.SKIP_LOCKED)
    final void skipLocked() {
        String sql = "SELECT id FROM " + threeTexts() + " WHERE id ";
        String select = sql + "< 9 ORDER BY id FOR UPDATE SKIP LOCKED";
        run().prove(Feature.SKIP_LOCKED, gives(select, "1", "2", "3")
                && whileHeld(sql + "= 2 FOR UPDATE", () -> gives(select, "1", "3")));
    }
}
