// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.spi.TransactionBackend;
import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a transaction whose handle nobody can reach any more and that was neither committed nor rolled back: it is rolled back,
 * its connection goes back to the pool, and the log says so. It must not refer to the handle. Thread-safe.
 */
final class AbandonedTransaction implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("io.colonnade");

    private final Session session;
    private final TransactionBackend backend;
    private boolean ended;

    private AbandonedTransaction(Session session, TransactionBackend backend) {
        this.session = session;
        this.backend = backend;
    }

    /** Watches over a handle; the watch ends with {@link Watch#end}. */
    static Watch watch(Transaction handle, Session session, TransactionBackend backend) {
        AbandonedTransaction abandoned = new AbandonedTransaction(session, backend);
        return new Watch(abandoned, SharedCleaner.CLEANER.register(handle, abandoned));
    }

    @Override
    public void run() {
        if (!end()) {
            return;
        }
        LOG.warn("a transaction was dropped without commit or rollback; it is rolled back. End what Database.begin gives, or use"
                + " Database.transaction, which ends it by itself");
        session.control(() -> "ROLLBACK", backend::rollback, (done, error) -> {
            if (error != null) {
                session.markBroken();
            }
            session.release(() -> { });
        });
    }

    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** A watch over one handle. */
    record Watch(AbandonedTransaction abandoned, Cleaner.Cleanable registration) {

        /** The transaction ends in the way it should. */
        void end() {
            abandoned.end();
            registration.clean();
        }
    }

    /** One thread for all databases, started when it is first needed. */
    static final class SharedCleaner {
        static final Cleaner CLEANER = Cleaner.create(task -> {
            Thread thread = new Thread(task, "colonnade-cleaner");
            thread.setDaemon(true);
            return thread;
        });
    }
}
