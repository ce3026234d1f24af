// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables that are created, dropped and compared together. Immutable. */
public final class MetaData {

    private final List<Table> tables;
    private final List<List<Table>> groups;
    private final List<TypeDefinition> types;

    private MetaData(List<Table> tables) {
        Usage.notEmpty(tables, "the tables of MetaData");
        this.tables = List.copyOf(tables);
        Set<String> names = new HashSet<>();
        for (Table table : this.tables) {
            if (!names.add(table.schema().orElse("") + '\0' + table.name())) {
                throw Usage.error("two tables are named " + table + "; give each once");
            }
        }
        groups = new Grouping(this.tables).groups;
        types = types(this.tables);
    }

    private static List<TypeDefinition> types(List<Table> tables) {
        Map<String, TypeDefinition> types = new LinkedHashMap<>();
        for (Table table : tables) {
            for (Column<?> column : table.columns()) {
                VendorType vendor = column.type().vendor();
                for (TypeDefinition type : vendor == null ? List.<TypeDefinition>of() : vendor.definitions()) {
                    TypeDefinition known = types.putIfAbsent(type.toString(), type);
                    if (known != null && !known.equals(type)) {
                        throw Usage.error("column " + column + " has a type " + type + " that another column defines in another way; give "
                                + "both the same one");
                    }
                }
            }
        }
        return List.copyOf(types.values());
    }

    /** Some tables. */
    public static MetaData of(Table... tables) {
        return new MetaData(Usage.list(tables, "the tables of MetaData"));
    }

    /** Some tables. */
    public static MetaData of(List<? extends Table> tables) {
        return new MetaData(Usage.copy(tables, "the tables of MetaData"));
    }

    /** The types that columns of the tables have and that are created before the tables, each before those that are made of it. */
    public List<TypeDefinition> typeDefinitions() {
        return types;
    }

    /** The tables, in the order in which they were given. */
    public List<Table> tables() {
        return tables;
    }

    /**
     * The tables in an order in which none refers to one of a later group. Tables of one group refer to each other in a circle; most groups
     * are of one table. A foreign key to a table that is not among them counts for nothing.
     */
    public List<List<Table>> dependencyGroups() {
        return groups;
    }

    @Override
    public String toString() {
        return "MetaData" + tables;
    }

    /** Finds circles (Tarjan's strongly connected components), which come out with those first to which others refer. */
    private static final class Grouping {

        private final Set<Table> known;
        private final Map<Table, Integer> numbers = new HashMap<>();
        private final Map<Table, Integer> lowest = new HashMap<>();
        private final Deque<Table> open = new ArrayDeque<>();
        private final Set<Table> onStack = new HashSet<>();
        private final List<Table> order;
        private final List<List<Table>> groups = new ArrayList<>();

        Grouping(List<Table> tables) {
            order = tables;
            known = Set.copyOf(tables);
            for (Table table : tables) {
                if (!numbers.containsKey(table)) {
                    visit(table);
                }
            }
        }

        private void visit(Table table) {
            int number = numbers.size();
            numbers.put(table, number);
            lowest.put(table, number);
            open.push(table);
            onStack.add(table);
            for (ForeignKey key : table.foreignKeys()) {
                Table target = key.references().get(0).table();
                if (!known.contains(target)) {
                    continue;
                }
                if (!numbers.containsKey(target)) {
                    visit(target);
                    lowest.merge(table, lowest.get(target), Math::min);
                } else if (onStack.contains(target)) {
                    lowest.merge(table, numbers.get(target), Math::min);
                }
            }
            if (lowest.get(table) == number) {
                close(table);
            }
        }

        private void close(Table first) {
            Set<Table> members = new HashSet<>();
            Table member;
            do {
                member = open.pop();
                onStack.remove(member);
                members.add(member);
            } while (member != first);
            groups.add(order.stream().filter(members::contains).toList());
        }
    }
}
