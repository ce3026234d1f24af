// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The text of a statement as it grows, and which of the statement's values each placeholder takes. */
final class Output {

    final Dialect dialect;
    final StringBuilder sql = new StringBuilder(128);
    final List<Parameter> parameters = new ArrayList<>();
    /** Whether values become text. */
    final boolean literals;
    /** Whether it is for people only, so that what has no text stays a placeholder. */
    final boolean forPeople;
    /** Whether the database keeps the text, for others to read. */
    boolean definition;
    /** Whether nothing was written that may change something. */
    boolean pure = true;
    private final Object[] nodes;
    /** The lists that are given by name; null where none is. */
    final ListParameters lists;
    private int[] slots = new int[8];
    private int[] elements = new int[8];

    /** Text with placeholders for the values of these nodes. */
    Output(Dialect dialect, Object[] nodes, ListParameters lists) {
        this.dialect = dialect;
        this.lists = lists;
        this.nodes = nodes;
        literals = false;
        forPeople = false;
    }

    /** Text without placeholders. */
    Output(Dialect dialect) {
        this(dialect, false);
    }

    private Output(Dialect dialect, boolean forPeople) {
        this.dialect = dialect;
        this.forPeople = forPeople;
        lists = null;
        nodes = new Object[0];
        literals = true;
    }

    /** Text that is only read. */
    static Output forPeople(Dialect dialect) {
        return new Output(dialect, true);
    }

    void identifier(String name) {
        Identifiers.append(sql, dialect, name);
    }

    void table(Table table) {
        table.schema().ifPresent(this::qualifier);
        identifier(table.name());
    }

    void qualifier(String schema) {
        identifier(schema);
        sql.append('.');
    }

    void placeholder(Object node, String name, SqlType<?> type) {
        placeholder(node, name, type, ListParameters.SINGLE);
    }

    /** One for an element of a list, or for all of them. */
    void placeholder(Object node, String name, SqlType<?> type, int element) {
        int index = parameters.size();
        if (index == slots.length) {
            slots = Arrays.copyOf(slots, index * 2);
            elements = Arrays.copyOf(elements, index * 2);
        }
        elements[index] = element;
        dialect.requireOwn(type);
        slots[index] = index < nodes.length && nodes[index] == node ? index : find(node);
        parameters.add(new Parameter(name, type));
        dialect.paramStyle().append(sql, index + 1);
    }

    /** For each placeholder the index in its list, {@link ListValues#ARRAY} or {@link ListParameters#SINGLE}. */
    int[] elements() {
        return Arrays.copyOf(elements, parameters.size());
    }

    /** For each placeholder the number of its value in the walk of the tree; null where they are in the same order. */
    int[] slots() {
        boolean same = parameters.size() == nodes.length;
        for (int i = 0; same && i < nodes.length; i++) {
            same = slots[i] == i;
        }
        return same ? null : Arrays.copyOf(slots, parameters.size());
    }

    /** Whether {@link #slots} holds for every statement of this shape, not only where the same node stands in the same places. */
    boolean slotsAreCertain() {
        for (int i = 0; i < parameters.size(); i++) {
            // What is given by name goes into all places of that name, whichever is which.
            for (int j = 0; j < nodes.length && parameters.get(i).name() == null; j++) {
                if (j != slots[i] && nodes[j] == nodes[slots[i]]) {
                    return false;
                }
            }
        }
        return true;
    }

    private int find(Object node) {
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] == node) {
                return i;
            }
        }
        throw Refusal.usage("a renderer of dialect " + dialect.name() + " writes a value that is no part of the statement");
    }
}
