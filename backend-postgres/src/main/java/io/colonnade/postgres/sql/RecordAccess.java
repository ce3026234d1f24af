// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Takes Java records apart, and makes them. Immutable. */
final class RecordAccess {

    private static final ClassValue<RecordAccess> KNOWN = new ClassValue<>() {
        @Override
        protected RecordAccess computeValue(Class<?> type) {
            return new RecordAccess(type);
        }
    };

    private final Class<?> type;
    private final RecordComponent[] components;
    private final Constructor<?> constructor;

    private RecordAccess(Class<?> type) {
        this.type = type;
        components = type.getRecordComponents();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
        } catch (InaccessibleObjectException closed) {
            throw DatabaseException.of(ErrorKind.USAGE, "record " + type.getName() + " cannot be read and made here; write in its module: "
                    + "opens " + type.getPackageName() + " to io.colonnade.backend.postgres;").cause(closed).build();
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record has its canonical constructor: " + type, e);
        }
    }

    static RecordAccess of(Class<?> type) {
        return KNOWN.get(type);
    }

    int size() {
        return components.length;
    }

    String name(int index) {
        return components[index].getName();
    }

    /** The class of a component; that of the box where it is a primitive. */
    Class<?> boxed(int index) {
        return MethodType.methodType(components[index].getType()).wrap().returnType();
    }

    Object value(Object instance, int index) {
        Method accessor = components[index].getAccessor();
        try {
            return accessor.invoke(instance);
        } catch (IllegalAccessException e) {
            throw new AssertionError("it was made accessible: " + accessor, e);
        } catch (InvocationTargetException refused) {
            throw refused("accessor " + accessor.getName() + "()", refused);
        }
    }

    Object make(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && components[i].getType().isPrimitive()) {
                throw TextScanner.refused("is NULL in field " + (i + 1) + ", but component " + name(i) + " of record " + type.getSimpleName()
                        + " is a primitive " + components[i].getType() + "; declare it with the box class");
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new AssertionError("it was made accessible: " + constructor, e);
        } catch (InvocationTargetException refused) {
            throw refused("constructor", refused);
        }
    }

    /** Without the message of the cause, which may quote a value. */
    private DatabaseException refused(String what, InvocationTargetException cause) {
        return TextScanner.refused("was refused by the " + what + " of record " + type.getSimpleName() + " with "
                + cause.getCause().getClass().getName());
    }
}
