// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.ErrorKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection to the engine, with its transaction and its temporary tables. Used by one thread. */
final class Session {

    /** How a connection stands to a transaction. */
    enum State { NONE, BEGUN_BY_TEXT, OPEN, GONE }

    private final Engine engine;
    private final Gaps gaps;
    private final Map<String, Table> temporary = new HashMap<>();
    private State state = State.NONE;
    private boolean readOnly;
    private Map<String, Table> working;
    private Map<String, Table> begun;

    Session(Engine engine, Gaps gaps) {
        this.engine = engine;
        this.gaps = gaps;
    }

    Gaps gaps() {
        return gaps;
    }

    State state() {
        return state;
    }

    void begin(boolean forReading, Querying.Watch watch) throws EngineError {
        if (!forReading) {
            engine.lock(watch);
        }
        readOnly = forReading;
        working = engine.committed();
        state = State.OPEN;
    }

    void commit() {
        if (!readOnly) {
            engine.commit(working);
        }
        end(State.NONE);
    }

    /** Undoes what is open, if anything is. */
    void rollback() {
        end(State.NONE);
    }

    private void end(State next) {
        if (working != null) {
            working = null;
            if (!readOnly) {
                engine.unlock();
            }
        }
        readOnly = false;
        begun = null;
        state = next;
    }

    /** What the transaction sees, to come back to. */
    Map<String, Table> savepoint() {
        return working;
    }

    void rollbackTo(Map<String, Table> savepoint) {
        if (state == State.OPEN) {
            working = savepoint;
        }
    }

    void reset() {
        rollback();
        temporary.clear();
    }

    /** For faults: shows others what is not committed, or what was before it. */
    void publish(boolean uncommitted) {
        if (state == State.OPEN && !readOnly) {
            begun = begun == null ? engine.committed() : begun;
            engine.commit(uncommitted ? working : begun);
        }
    }

    /** For faults: what the transaction sees from now on is what others have committed. */
    void refresh() {
        working = engine.committed();
    }

    /** Runs a query; it goes on with what it saw, whatever happens meanwhile. */
    Cursor query(Command.Query query, Object[] binds, Querying.Watch watch) throws EngineError {
        Map<String, Table> seen = working == null ? engine.committed() : working;
        return new Querying(name -> find(seen, name), binds, watch).run(query);
    }

    private Table find(Map<String, Table> tables, String name) throws EngineError {
        Table table = temporary.containsKey(name) ? temporary.get(name) : tables.get(name);
        if (table == null) {
            throw EngineError.missing("the table", name);
        }
        return table;
    }

    /** Runs what changes something, once for each array of values, all or nothing. */
    long[] change(Command command, List<Object[]> bindings, List<Object> keys, Querying.Watch watch) throws EngineError,
            FailedItem {
        if (command instanceof Command.Control control) {
            control(control.word(), watch);
            return new long[1];
        }
        if (readOnly) {
            throw new EngineError(ErrorKind.READ_ONLY, "25006", "the transaction is read-only");
        }
        if (working != null) {
            return apply(command, bindings, keys, watch);
        }
        engine.lock(watch);
        working = engine.committed();
        try {
            long[] counts = apply(command, bindings, keys, watch);
            engine.commit(working);
            return counts;
        } finally {
            working = null;
            engine.unlock();
        }
    }

    private long[] apply(Command command, List<Object[]> bindings, List<Object> keys, Querying.Watch watch)
            throws EngineError, FailedItem {
        Changing changing = new Changing(new HashMap<>(working), new HashMap<>(temporary), keys, watch, gaps);
        long[] counts = new long[bindings.size()];
        for (int i = 0; i < counts.length; i++) {
            try {
                counts[i] = changing.run(command, bindings.get(i));
            } catch (EngineError failure) {
                throw new FailedItem(i, failure);
            }
        }
        working = changing.tables();
        temporary.clear();
        temporary.putAll(changing.temporary());
        return counts;
    }

    private void control(String word, Querying.Watch watch) throws EngineError {
        if (word.equals("begin") && state == State.NONE) {
            begin(false, watch);
            state = State.BEGUN_BY_TEXT;
        } else if (state == State.BEGUN_BY_TEXT && word.equals("commit")) {
            commit();
        } else if (state == State.BEGUN_BY_TEXT && word.equals("rollback")) {
            rollback();
        } else if (state == State.OPEN && word.equals("rollback")) {
            end(State.GONE);
        } else {
            throw new EngineError(ErrorKind.USAGE, "25000", word + " is not for this state of the connection");
        }
    }

    /** An item that could not be applied. */
    static final class FailedItem extends Exception {
        private static final long serialVersionUID = 1L;
        private final int index;

        FailedItem(int index, EngineError cause) {
            super(cause);
            this.index = index;
        }

        int index() {
            return index;
        }

        EngineError error() {
            return (EngineError) getCause();
        }
    }
}
