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

    private record Layout(Columns columns, int[] indexes) {
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
            current = new Layout(columns, indexes(columns));
            layout = current;
        }
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(row, components.get(i), current.indexes[i]);
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

    private int[] indexes(Columns columns) {
        int[] indexes = new int[components.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = index(columns, components.get(i).getName());
        }
        return indexes;
    }

    private int index(Columns columns, String component) {
        int index = columns.indexOf(component);
        if (index == Columns.ABSENT) {
            index = columns.indexOf(snakeCase(component));
        }
        if (index >= 0) {
            return index;
        }
        throw DatabaseException.of(ErrorKind.USAGE, "component " + component + " of record " + type.getSimpleName() + " has "
                + (index == Columns.AMBIGUOUS ? "more than one column" : "no column") + " among " + columns.names()
                + "; give the column that name with AS").build();
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
