// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which nodes a tree is made of. */
final class Nodes {

    private final Set<String> names = new TreeSet<>();
    private final Map<Object, Boolean> seen = new IdentityHashMap<>();

    private Nodes() {
    }

    /** The names of the classes of the nodes that are part of a tree; what a table declares is no part of it. */
    static Set<String> of(Object tree) {
        Nodes nodes = new Nodes();
        nodes.walk(tree);
        return nodes.names;
    }

    /** The names of the classes that a sealed type permits, at the end of each line. */
    static Set<String> leaves(Class<?> type) {
        Set<String> leaves = new TreeSet<>();
        if (type.isSealed() && type != Table.class) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                leaves.addAll(leaves(permitted));
            }
        } else {
            leaves.add(type.getSimpleName());
        }
        return leaves;
    }

    private void walk(Object object) {
        if (object instanceof Collection<?> elements) {
            elements.forEach(this::walk);
        } else if (object instanceof Map<?, ?> map) {
            map.keySet().forEach(this::walk);
        } else if (object instanceof Table) {
            names.add("Table");
        } else if (object instanceof ExpressionView<?> view) {
            names.add("ExpressionView");
            walk((Expression<?>) view.operand());
        } else if (object != null && object.getClass().getName().startsWith("io.colonnade.sql.") && seen.put(object, true) == null) {
            names.add(object.getClass().getSimpleName());
            if (!(object instanceof Column<?>) && !(object instanceof SqlType<?>) && !(object instanceof Enum<?>)) {
                parts(object);
            }
        }
    }

    private void parts(Object object) {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    walk(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(field.toString(), e);
                }
            }
        }
    }
}
