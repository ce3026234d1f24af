// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The pool's errors and log lines. An instance is a picture of the pool, taken under the lock, for those who waited in vain. */
final class Diagnostics {

    static final Log LOG = Log.of("io.colonnade.pool");
    private static final int MAX_HOLDERS = 20;

    private record Holder(PoolLease lease, long heldNanos) {
    }

    private final String name;
    private final PoolStatus status;
    private final int maxSize;
    private final long nowNanos;
    private final List<Holder> holders = new ArrayList<>();
    private final int moreHolders;
    /** Those that write, where the database takes no further writer; otherwise null. */
    private final List<Holder> writers;
    private final DatabaseException connectFailure;
    private final long failureAgeNanos;
    private final Operation<?> pending;
    /** What the messages of all who got no connection, or no turn to write, have in common; null until the first of them is told. */
    private String exhausted;
    private String noTurnToWrite;

    /** Takes the picture; {@code waiting} is how many requests wait, with those that are to be failed. */
    Diagnostics(ConnectionPool pool, int waiting, long nowNanos) {
        name = pool.settings.name();
        maxSize = pool.settings.maxSize();
        PoolStatus now = pool.status();
        status = new PoolStatus(now.open(), now.idle(), now.lent(), now.connecting(), waiting);
        this.nowNanos = nowNanos;
        for (PoolLease lease = pool.held.first(); lease != null && holders.size() < MAX_HOLDERS; lease = lease.next) {
            holders.add(new Holder(lease, nowNanos - lease.sinceNanos));
        }
        moreHolders = pool.held.size() - holders.size();
        writers = pool.lifecycle.freeWriters(pool.activeWriters) > 0 ? null : writers(pool, nowNanos);
        connectFailure = pool.lifecycle.failures().last();
        failureAgeNanos = nowNanos - pool.lifecycle.failures().lastAtNanos();
        pending = pool.lifecycle.oldestOperation();
    }

    private static List<Holder> writers(ConnectionPool pool, long nowNanos) {
        List<Holder> writers = new ArrayList<>();
        for (PoolLease lease = pool.held.first(); lease != null; lease = lease.next) {
            if (lease.writes) {
                writers.add(new Holder(lease, nowNanos - lease.sinceNanos));
            }
        }
        return writers;
    }

    /**
     * Why a request got no connection before its deadline. Thousands may have to be told at once: what takes long is done for all of them
     * together, and an error that names its statement from the start need not be copied to name it.
     */
    DatabaseException waitedInVain(PoolLease waiter) {
        String waited = "Pool '" + name + "': no connection for '" + waiter.request.purpose() + "' within "
                + duration(nowNanos - waiter.sinceNanos);
        if (status.lent() == 0 && connectFailure != null) {
            return ConnectFailures.lasting(connectFailure) ? connectFailure : unreachable(waiter, waited + ": " + lastFailure());
        }
        if (status.lent() == 0 && pending != null) {
            return unreachable(waiter, waited + ": " + pending.name + " has been under way for "
                    + duration(nowNanos - pending.startedAtNanos) + " and the database has not answered");
        }
        boolean turn = waiter.writes && writers != null;
        DatabaseException error = DatabaseException.of(ErrorKind.POOL_EXHAUSTED, waited + (turn ? noTurnToWrite() : exhausted()))
                .cause(turn ? null : connectFailure).sql(waiter.request.sql()).retrySafe(true).build();
        addSites(error, turn ? writers : holders);
        return error;
    }

    /** More connections would not help: the database lets no further one write. */
    private String noTurnToWrite() {
        if (noTurnToWrite == null) {
            StringBuilder message = new StringBuilder(": it writes, and the database takes ")
                    .append(writers.size() == 1 ? "one writer" : writers.size() + " writers").append(" at a time. Writing now:");
            append(message, writers);
            noTurnToWrite = message.append(" End what writes sooner, do not write through the database inside a transaction, or raise"
                    + " acquire_timeout. max_size does not matter, nor does an option like writer_timeout, which rules between several pools")
                    .toString();
        }
        return noTurnToWrite;
    }

    private static void append(StringBuilder message, List<Holder> holders) {
        for (Holder holder : holders) {
            message.append(" '").append(holder.lease.request.purpose()).append("' for ").append(duration(holder.heldNanos)).append(';');
        }
    }

    private static void addSites(DatabaseException error, List<Holder> holders) {
        for (Holder holder : holders) {
            if (holder.lease.site != null) {
                error.addSuppressed(holder.lease.site);
            }
        }
    }

    private DatabaseException unreachable(PoolLease waiter, String message) {
        boolean full = connectFailure != null && connectFailure.kind() == ErrorKind.TOO_MANY_CONNECTIONS;
        return DatabaseException.of(full ? ErrorKind.TOO_MANY_CONNECTIONS : ErrorKind.DATABASE_UNREACHABLE, message).cause(connectFailure)
                .sql(waiter.request.sql()).retrySafe(true).build();
    }

    private String exhausted() {
        if (exhausted == null) {
            StringBuilder message = new StringBuilder(": ").append(status.lent()).append(" active, ").append(status.idle())
                    .append(" idle, ").append(status.waiting()).append(" waiting, max_size ").append(maxSize);
            if (status.connecting() > 0) {
                message.append(", ").append(status.connecting()).append(" connecting");
            }
            message.append(". ");
            if (connectFailure != null) {
                message.append("No further connection could be opened: ").append(lastFailure()).append(". ");
            }
            message.append(holders.isEmpty() ? "Nobody holds a connection." : "Held by:");
            append(message, holders);
            if (moreHolders > 0) {
                message.append(" and ").append(moreHolders).append(" more;");
            }
            exhausted = message.append(" Give connections back sooner, do not acquire one while holding one, or raise max_size").toString();
        }
        return exhausted;
    }

    private String lastFailure() {
        return "the last attempt to connect failed " + duration(failureAgeNanos) + " ago (" + describe(connectFailure) + ")";
    }

    static DatabaseException closed(String name) {
        return DatabaseException.of(ErrorKind.POOL_CLOSED, "Pool '" + name + "' is closed; open the database again to use it").build();
    }

    static DatabaseException cutOff(String name) {
        return DatabaseException.of(ErrorKind.POOL_CLOSED, "Pool '" + name + "' was closed before the work on this connection had ended, and"
                + " close_timeout had passed").connectionUsable(false).build();
    }

    static DatabaseException timedOut(String name, Operation<?> operation, long nowNanos) {
        ErrorKind kind = operation.connects() ? ErrorKind.DATABASE_UNREACHABLE : ErrorKind.STATEMENT_TIMEOUT;
        String time = duration(nowNanos - operation.startedAtNanos);
        String message = operation.connects() ? "Connecting to " + name + " did not end within " + time + " (" + operation.option
                + "). Check that the database runs there and that nothing on the way swallows what is sent, or give it more time."
                : operation.name + " did not end within " + time + " (" + operation.option + ")";
        return DatabaseException.of(kind, message).retrySafe(true).connectionUsable(false).build();
    }

    /** The error of an attempt to connect, in our terms even if the backend broke its contract. */
    static DatabaseException typed(Throwable error) {
        if (error instanceof DatabaseException known) {
            return known;
        }
        String what = error == null ? "it answered with no connection" : error.toString();
        return DatabaseException.of(ErrorKind.INTERNAL, "The backend failed to connect without saying why: " + what).cause(error).build();
    }

    static String describe(Throwable error) {
        return error instanceof DatabaseException known ? known.kind() + ": " + known.getMessage() : String.valueOf(error);
    }

    static void connectFailed(String name, DatabaseException error, boolean warn) {
        if (warn) {
            LOG.warn("Pool '{}': no connection could be opened, trying again while requests wait: {}", name, describe(error));
        } else {
            LOG.debug("Pool '{}': no connection could be opened: {}", name, describe(error));
        }
    }

    static void closeFailed(String name, Throwable error) {
        LOG.debug("Pool '{}': a connection did not close cleanly and was cut off: {}", name, describe(error));
    }

    static void leaked(String name, PoolLease lease, long heldNanos) {
        LOG.warn("Pool '{}': a connection lent for '{}' was not given back for {}; it may have leaked. It was acquired here:", name,
                lease.request.purpose(), duration(heldNanos), lease.site);
    }

    static void leftAtClose(String name, PoolLease lease, long heldNanos) {
        LOG.warn("Pool '{}': a connection lent for '{}' was not given back for {} and is closed with the pool; what was open on it is "
                + "rolled back.{}", name, lease.request.purpose(), duration(heldNanos), lease.site == null
                ? " Set leak_threshold to see where it was acquired." : " It was acquired here:", lease.site);
    }

    static void recovered(String name, PoolLease lease, long heldNanos) {
        LOG.info("Pool '{}': recovered the connection that was reported as leaked, lent for '{}', given back after {}", name,
                lease.request.purpose(), duration(heldNanos));
    }

    private static String duration(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
