// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Columns;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes instances of one Java record from rows, by component name. Immutable but for a memory of the last columns seen. */
final class RecordMapper<R extends Record> {

    private static final ClassValue<RecordMapper<?>> MAPPERS = new ClassValue<>() {
        @Override
        protected RecordMapper<?> computeValue(Class<?> type) {
            return new RecordMapper<>(type.asSubclass(Record.class));
        }
    };

    private final Class<R> type;
    private final List<RecordComponent> components;
    private final MethodHandle constructor;
    /** Rows of one statement share their columns, so the indexes are looked up once for each result. */
    private volatile Layout layout;

    /**
     * Where the components are in rows of some columns.
     *
     * @param indexes for each component the index of its column; -1 for a record
     * @param nested for each component that is a record what finds its own, else null
     */
    private record Layout(Columns columns, int[] indexes, Part<?>[] nested) {
    }

    /** A record that is a component of another one. */
    private record Part<P extends Record>(RecordMapper<P> mapper, Layout layout) {

        /** The record; null where all its columns are NULL. */
        P of(Row row) {
            return isNull(row, layout) ? null : mapper.map(row, layout);
        }

        private static boolean isNull(Row row, Layout layout) {
            for (int i = 0; i < layout.indexes.length; i++) {
                if (layout.nested[i] == null ? row.get(layout.indexes[i]) != null : !isNull(row, layout.nested[i].layout)) {
                    return false;
                }
            }
            return true;
        }
    }

    private RecordMapper(Class<R> type) {
        this.type = type;
        components = List.of(type.getRecordComponents());
        constructor = constructor(type, components);
    }

    @SuppressWarnings("unchecked") // computed for that very class
    static <R extends Record> RecordMapper<R> of(Class<R> type) {
        return (RecordMapper<R>) MAPPERS.get(type);
    }

    R map(Row row, Columns columns) {
        Layout current = layout;
        if (current == null || current.columns != columns) {
            current = layout(columns, List.of(""));
            layout = current;
        }
        return map(row, current);
    }

    private R map(Row row, Layout current) {
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = current.nested[i] == null ? argument(row, components.get(i), current.indexes[i]) : current.nested[i].of(row);
        }
        return newInstance(arguments);
    }

    private Object argument(Row row, RecordComponent component, int index) {
        Object value = row.get(index, component.getType());
        if (value == null && component.getType().isPrimitive()) {
            throw DatabaseException.of(ErrorKind.DATA, "column \"" + row.columnNames().get(index) + "\" is NULL, but component "
                    + component.getName() + " of " + type.getSimpleName() + " is a primitive " + component.getType()
                    + "; declare it with the box class").build();
        }
        return value;
    }

    /**
     * Finds the columns of the components.
     *
     * @param prefixes what their names may start with
     */
    private Layout layout(Columns columns, List<String> prefixes) {
        int[] indexes = new int[components.size()];
        Part<?>[] nested = new Part<?>[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            RecordComponent component = components.get(i);
            List<String> names = names(prefixes, component.getName());
            indexes[i] = index(columns, names);
            if (indexes[i] != Columns.ABSENT && !isPart(columns, component, names)) {
                requireOne(columns, component, names, indexes[i]);
            } else if (component.getType().isRecord()) {
                requirePart(columns, component, names);
                nested[i] = part(mapper(component), columns, inside(names));
            } else {
                throw refused(columns, component, names.get(0), "no column");
            }
        }
        return new Layout(columns, indexes, nested);
    }

    private static <P extends Record> Part<P> part(RecordMapper<P> mapper, Columns columns, List<String> prefixes) {
        return new Part<>(mapper, mapper.layout(columns, prefixes));
    }

    private static RecordMapper<?> mapper(RecordComponent component) {
        return of(component.getType().asSubclass(Record.class));
    }

    /** Whether a component is a record all of whose components have columns; a key may have the name of what it refers to. */
    private static boolean isPart(Columns columns, RecordComponent component, List<String> names) {
        return component.getType().isRecord() && isBegun(columns, names) && mapper(component).isFound(columns, inside(names));
    }

    private boolean isFound(Columns columns, List<String> prefixes) {
        for (RecordComponent component : components) {
            List<String> names = names(prefixes, component.getName());
            if (index(columns, names) < 0 && !isPart(columns, component, names)) {
                return false;
            }
        }
        return true;
    }

    /** Without any column of it a record would be sought in itself for ever. */
    private void requirePart(Columns columns, RecordComponent component, List<String> names) {
        if (!isBegun(columns, names)) {
            throw refused(columns, component, names.get(0), "no column, and none that starts with " + names.get(0) + "_,");
        }
    }

    private void requireOne(Columns columns, RecordComponent component, List<String> names, int index) {
        if (index == Columns.AMBIGUOUS) {
            throw refused(columns, component, names.get(0), "more than one column");
        }
    }

    private static boolean isBegun(Columns columns, List<String> names) {
        return columns.names().stream().anyMatch(column -> inside(names).stream().anyMatch(column::startsWith));
    }

    private static List<String> inside(List<String> names) {
        return names.stream().map(name -> name + "_").toList();
    }

    private static List<String> names(List<String> prefixes, String component) {
        List<String> names = new ArrayList<>();
        for (String prefix : prefixes) {
            names.add(prefix + component);
            if (!component.equals(snakeCase(component))) {
                names.add(prefix + snakeCase(component));
            }
        }
        return names;
    }

    private static int index(Columns columns, List<String> names) {
        int index = Columns.ABSENT;
        for (int i = 0; i < names.size() && index == Columns.ABSENT; i++) {
            index = columns.indexOf(names.get(i));
        }
        return index;
    }

    private DatabaseException refused(Columns columns, RecordComponent component, String name, String what) {
        return DatabaseException.of(ErrorKind.USAGE, "component " + component.getName() + " of record " + type.getSimpleName() + " has "
                + what + " among " + columns.names() + "; give the column that name with AS"
                + (name.equals(component.getName()) ? "" : ": " + name)).build();
    }

    private R newInstance(Object[] arguments) {
        try {
            return type.cast(constructor.invokeExact(arguments));
        } catch (DatabaseException e) {
            throw e;
        } catch (Throwable e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw DatabaseException.of(ErrorKind.DATA, "the constructor of record " + type.getSimpleName() + " refused the row: "
                    + cause.getClass().getSimpleName()).cause(cause).build();
        }
    }

    private static String snakeCase(String component) {
        StringBuilder snake = new StringBuilder();
        for (char c : component.toCharArray()) {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    private static MethodHandle constructor(Class<?> type, List<RecordComponent> components) {
        Class<?>[] parameters = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw DatabaseException.of(ErrorKind.USAGE, "record " + type.getName() + " is not accessible; make it public in an exported"
                    + " package, or write in its module: opens " + type.getPackageName() + " to io.colonnade.api;").cause(e).build();
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record has its canonical constructor: " + type + Arrays.toString(parameters), e);
        }
    }
}
