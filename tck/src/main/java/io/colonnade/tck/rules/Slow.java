// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

/**
 * A query that takes a second or more but ends by itself, so that a backend which does not cancel is told by the query's answer and not by
 * a time-out. It counts the combinations of the rows of a table with themselves.
 *
 * @param notes a table of {@value #ROWS} rows
 */
record Slow(Notes notes) {

    static final int ROWS = 70;

    /** The query; its one row holds 0. */
    String sql() {
        return "SELECT count(*) FROM " + from() + " WHERE a.id + b.id + c.id + d.id = -1";
    }

    private String from() {
        String name = notes.name();
        return name + " a, " + name + " b, " + name + " c, " + name + " d";
    }
}
