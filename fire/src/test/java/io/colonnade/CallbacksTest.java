// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static io.colonnade.sql.Sql.recursive;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.fire.usercode.Callbacks;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Types;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No method of the public API takes code of the user's that the drill does not have called. */
class CallbacksTest {

    /** What users see; not what backends are made of. Nothing that is for Guice takes code that it calls. */
    private static final List<String> PACKAGES = List.of("api/io/colonnade", "api/io/colonnade/sql", "backend-sqlite/io/colonnade/sqlite/sql",
            "backend-postgres/io/colonnade/postgres/sql", "backend-mysql/io/colonnade/mysql/sql");

    @Test
    void theDrillKnowsAllOfThem() throws Exception {
        Set<String> found = new TreeSet<>();
        for (String place : PACKAGES) {
            for (Class<?> type : visible(place)) {
                // What it inherits from a class that is not public is its own.
                Class<?> each = type;
                while (each != null && each.getName().startsWith("io.colonnade.")) {
                    Arrays.stream(each.getDeclaredMethods()).filter(CallbacksTest::takesCode).forEach(method -> found.add(name(method)));
                    each = each.getSuperclass();
                }
            }
        }
        assertEquals(String.join("\n", found), String.join("\n", new TreeMap<>(Callbacks.table()).keySet()));
    }

    private static List<Class<?>> visible(String place) throws IOException, ClassNotFoundException {
        int slash = place.indexOf('/');
        String packageName = place.substring(slash + 1).replace('/', '.');
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("..", place.substring(0, slash), "target", "classes", place.substring(slash + 1)))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class") && !each.endsWith("package-info.class")).toList()) {
                classes.add(Class.forName(packageName + "." + file.getFileName().toString().replace(".class", ""), false,
                        CallbacksTest.class.getClassLoader()));
            }
        }
        classes.removeIf(type -> !ExportedClasses.isVisible(type));
        return classes;
    }

    private static boolean takesCode(Method method) {
        boolean callable = (Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers())) && !method.isSynthetic();
        return callable && (Flow.Publisher.class.isAssignableFrom(method.getReturnType())
                || Arrays.stream(method.getParameterTypes()).anyMatch(type -> isCode(type, method)));
    }

    private static boolean isCode(Class<?> type, Method method) {
        boolean functional = type.isInterface() && type.getPackageName().startsWith("java.util")
                && Arrays.stream(type.getMethods()).filter(each -> Modifier.isAbstract(each.getModifiers())).count() == 1;
        boolean batch = method.getDeclaringClass() == Queries.class && Collection.class.isAssignableFrom(type);
        return functional || batch || type == Map.class || type == Collection.class || type == Converter.class || type == ClassLoader.class
                || type == DatabaseBackend.class;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName().replaceAll(".*\\.", "") + "." + method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }

    /** What is called while something is built tells the one who builds it. */
    @Test
    void whatIsCalledAtOnceThrowsAtOnce() {
        Error thrown = new AssertionError("on purpose");
        assertEquals(thrown, assertThrows(AssertionError.class, () -> recursive("r", select(value(1).as("n"))).unionAll(r -> {
            throw thrown;
        })));
        assertEquals(thrown, assertThrows(AssertionError.class, () -> Types.enumByValue(Thread.State.class, Types.INTEGER, state -> {
            throw thrown;
        })));
    }
}
