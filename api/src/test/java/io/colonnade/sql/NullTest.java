// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Null is refused in words, or it means something: it never ends in a bare NullPointerException. All public methods of the package are
 * called with null in the place of each argument, on instances that they give themselves.
 */
class NullTest {

    private static final Notes NOTES = new Notes();
    /** They read the tree, and are not given to users to be called. */
    private static final Set<String> NOT_CALLED = Set.of("accept", "equals", "hashCode", "toString", "wait", "notify", "notifyAll",
            "getClass", "compareTo");

    enum State {
        OPEN, DONE
    }

    static final class Notes extends Table {
        final Column<Long> id = column("id", Types.BIGINT, primaryKey());
        final Column<String> text = column("text", Types.TEXT);
        final Column<Boolean> done = column("done", Types.BOOLEAN);
        final Column<Json> document = column("document", Types.JSON);
        final Index byText = index(Index.on(text).unique());

        Notes() {
            super("notes");
        }
    }

    /** What stands for an argument that is not null; a type that is not here is looked for among what was made already. */
    private static final Map<Class<?>, Object> SAMPLES = new LinkedHashMap<>();

    static {
        SAMPLES.put(String.class, "a");
        SAMPLES.put(Table.class, NOTES);
        SAMPLES.put(Source.class, NOTES);
        SAMPLES.put(Column.class, NOTES.id);
        SAMPLES.put(Index.class, NOTES.byText);
        SAMPLES.put(Expression.class, NOTES.id);
        SAMPLES.put(SelectItem.class, NOTES.id);
        SAMPLES.put(OrderTerm.class, NOTES.id);
        SAMPLES.put(GroupTerm.class, NOTES.id);
        SAMPLES.put(Condition.class, NOTES.id.eq(1L));
        SAMPLES.put(QueryExpression.class, select(NOTES.id).from(NOTES));
        SAMPLES.put(Statement.class, select(NOTES.id).from(NOTES));
        SAMPLES.put(SqlType.class, Types.BIGINT);
        SAMPLES.put(Object.class, 1L);
        SAMPLES.put(Number.class, 1L);
        SAMPLES.put(Json.class, new Json("1"));
        SAMPLES.put(Duration.class, Duration.ofSeconds(1));
        SAMPLES.put(List.class, List.of(NOTES.id));
        SAMPLES.put(Collection.class, List.of(1L));
        SAMPLES.put(Map.class, Map.of());
        SAMPLES.put(Set.class, Set.of());
        SAMPLES.put(Class.class, State.class);
        SAMPLES.put(Function.class, (Function<Object, Object>) x -> x);
        SAMPLES.put(UnaryOperator.class, UnaryOperator.identity());
        SAMPLES.put(Supplier.class, (Supplier<Object>) () -> NOTES.id);
        for (Class<?> primitive : List.of(boolean.class, char.class, byte.class, short.class, int.class, long.class, float.class,
                double.class)) {
            SAMPLES.put(primitive, Array.get(Array.newInstance(primitive, 1), 0));
        }
        SAMPLES.put(int.class, 1);
        SAMPLES.put(long.class, 1L);
        SAMPLES.put(char.class, '!');
    }

    private final Map<Class<?>, Object> instances = new LinkedHashMap<>();
    private final Set<String> failures = new TreeSet<>();
    private final Set<String> uncalled = new TreeSet<>();
    private int calls;

    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(Sql.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("io/colonnade/sql"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString();
                if (!name.contains("package-info")) {
                    classes.add(Class.forName(name.substring(0, name.length() - 6).replace('/', '.')));
                }
            }
        }
        return classes;
    }

    @Test
    void nullIsRefusedInWords() throws IOException, URISyntaxException, ClassNotFoundException {
        SAMPLES.values().stream().filter(sample -> sample.getClass().getName().startsWith("io.colonnade")).forEach(this::keep);
        Stream.of(row(NOTES.id, NOTES.text), NOTES.text.like("a"), tableFunction("f", function("f", Types.BIGINT)), Index.on(NOTES.id),
                VendorClause.of("ansi", "A", "leave it out"), VendorStatement.of("ansi", "A", "leave it out"),
                Precedence.OR, NamingConvention.STANDARD, UniqueConstraint.of(NOTES.text), Windows.currentRow(), Types.DURATION.converter(),
                TableHint.of(VendorClause.of("ansi", "A", "leave it out")), new VendorType("ansi", List.of())).forEach(this::keep);
        Set<Method> left = new LinkedHashSet<>();
        for (Class<?> type : classes()) {
            if (Modifier.isPublic(type.getModifiers())) {
                Stream.of(type.getDeclaredMethods()).filter(NullTest::isCalled).forEach(left::add);
            }
        }
        for (int before = -1; before != left.size();) {
            before = left.size();
            left.removeIf(this::call);
        }
        left.forEach(method -> uncalled.add(method.toGenericString()));
        assertEquals(Set.of(), failures);
        assertEquals(Set.of(), uncalled);
        assertTrue(calls > 900, () -> "only " + calls);
    }

    private static boolean isCalled(Method method) {
        return Modifier.isPublic(method.getModifiers()) && !Modifier.isAbstract(method.getModifiers()) && !method.isSynthetic()
                && Stream.of(method.getParameterTypes()).anyMatch(type -> !type.isPrimitive()) && !NOT_CALLED.contains(method.getName());
    }

    private void keep(Object object) {
        if (object != null && object.getClass().getName().startsWith("io.colonnade.sql")) {
            instances.putIfAbsent(object.getClass(), object);
        }
    }

    /** Calls it with samples, and with null in each place; false where a sample is missing as yet. */
    private boolean call(Method method) {
        Object target = instance(method.getDeclaringClass());
        if (target == null && !Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        Type[] types = method.getGenericParameterTypes();
        Class<?>[] raw = method.getParameterTypes();
        Object[] samples = new Object[raw.length];
        for (int i = 0; i < raw.length; i++) {
            samples[i] = sample(raw[i], types[i]);
            if (samples[i] == null) {
                return false;
            }
        }
        invoke(method, target, samples, "samples");
        for (int i = 0; i < raw.length; i++) {
            if (raw[i].isPrimitive()) {
                continue;
            }
            Object[] arguments = samples.clone();
            arguments[i] = null;
            invoke(method, target, arguments, "null as argument " + i);
            if (raw[i].isArray() && !raw[i].getComponentType().isPrimitive()) {
                arguments[i] = Array.newInstance(raw[i].getComponentType(), 1);
                invoke(method, target, arguments, "null in argument " + i);
            } else if (Collection.class.isAssignableFrom(raw[i]) && raw[i].isAssignableFrom(List.class)) {
                arguments[i] = Collections.singletonList(null);
                invoke(method, target, arguments, "null in argument " + i);
            }
        }
        return true;
    }

    private void invoke(Method method, Object target, Object[] arguments, String what) {
        calls++;
        try {
            keep(method.invoke(target, arguments));
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            boolean inWords = cause instanceof DatabaseException
                    || cause instanceof NullPointerException && cause.getMessage() != null && !cause.getMessage().startsWith("Cannot ");
            if (!inWords && !what.equals("samples")) {
                failures.add(method.getDeclaringClass().getSimpleName() + "." + method.getName() + " with " + what + ": " + cause
                        + " at " + cause.getStackTrace()[0]);
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method + " with " + what, e);
        }
    }

    private Object instance(Class<?> type) {
        return instances.values().stream().filter(type::isInstance).findFirst().orElse(null);
    }

    private Object sample(Class<?> raw, Type type) {
        if (raw.isArray()) {
            Object element = sample(raw.getComponentType(), raw.getComponentType());
            Object array = Array.newInstance(raw.getComponentType(), 1);
            if (element != null) {
                Array.set(array, 0, element);
            }
            return element == null ? null : array;
        }
        String argument = type instanceof ParameterizedType parameterized ? parameterized.getActualTypeArguments()[0].getTypeName() : "";
        if (Expression.class.isAssignableFrom(raw) && raw.isAssignableFrom(Column.class)) {
            return argument.endsWith("String") ? NOTES.text : argument.endsWith("Boolean") ? NOTES.done
                    : argument.endsWith("Json") ? NOTES.document : NOTES.id;
        } else if (SAMPLES.containsKey(raw)) {
            return SAMPLES.get(raw);
        }
        return raw.isEnum() ? raw.getEnumConstants()[0] : instance(raw);
    }
}
