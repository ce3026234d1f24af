// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walls between the packages: who may use whom. */
class WallsTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final String ROOT = "io.colonnade";

    /** For each package those that it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "io.colonnade", Set.of("io.colonnade.sql", "io.colonnade.dialect", "io.colonnade.spi", "io.colonnade.error",
            "io.colonnade.pool", "io.colonnade.rollback"),
            "io.colonnade.error", Set.of(),
            "io.colonnade.sql", Set.of("io.colonnade.error"),
            "io.colonnade.dialect", Set.of("io.colonnade.sql", "io.colonnade.error"),
            "io.colonnade.spi", Set.of("io.colonnade.dialect", "io.colonnade.sql", "io.colonnade.error"),
            "io.colonnade.pool", Set.of("io.colonnade.spi", "io.colonnade.error", "io.colonnade.dialect"),
            "io.colonnade.rollback", Set.of("io.colonnade.spi", "io.colonnade.error", "io.colonnade.dialect"),
            "io.colonnade.jdbc", Set.of("io.colonnade.spi", "io.colonnade.dialect", "io.colonnade.sql", "io.colonnade.error"),
            "io.colonnade.guice", Set.of("io.colonnade", "io.colonnade.spi", "io.colonnade.error"));
    private static final String GUICE = "com.google.inject";

    @TempDir
    Path folder;

    @Test
    void packagesUseOnlyWhatTheyMay() throws IOException {
        Map<String, String> uses = uses();
        for (String arrow : List.of("io.colonnade.dialect -> io.colonnade.sql", "io.colonnade.guice -> com.google.inject")) {
            assertTrue(uses.containsKey(arrow), "jdeps found too little: " + uses);
        }
        assertEquals(List.of(), violations(uses));
    }

    @Test
    void aForbiddenArrowIsNoticed() {
        assertEquals(1, violations(Map.of("io.colonnade.sql -> io.colonnade.dialect", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade.jdbc -> io.colonnade", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade -> io.colonnade.jdbc", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade -> io.colonnade.guice", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade.pool -> com.google.inject", "A uses B")).size());
        assertEquals(0, violations(Map.of("io.colonnade.guice -> com.google.inject.name", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade.spi -> io.colonnade.sqlite", "A uses B")).size());
        assertEquals(1, violations(Map.of("io.colonnade.unknown -> io.colonnade.error", "A uses B")).size());
        assertEquals(0, violations(Map.of("io.colonnade.spi -> io.colonnade.sql", "A uses B")).size());
    }

    private static List<String> violations(Map<String, String> uses) {
        List<String> violations = new ArrayList<>();
        uses.forEach((arrow, example) -> {
            String[] ends = arrow.split(" -> ");
            boolean guice = ends[1].startsWith(GUICE) && ends[0].equals("io.colonnade.guice");
            if (!guice && !ARROWS.getOrDefault(ends[0], Set.of()).contains(ends[1])) {
                violations.add(arrow + ": " + example);
            }
        });
        return violations;
    }

    /** The arrows between packages of ours, and to Guice, each with the first pair of classes that makes it. */
    private Map<String, String> uses() throws IOException {
        // With its module-info jdeps would want the whole module path.
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class") && !path.endsWith("module-info.class")).toList()) {
                Path copy = folder.resolve(CLASSES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer, "--ignore-missing-deps", "-verbose:class",
                "-filter:none",
                folder.toString());
        assertEquals(0, code, out.toString());
        Map<String, String> uses = new TreeMap<>();
        Stream<String[]> lines = out.toString().lines().map(line -> line.strip().split("\\s+"));
        lines.filter(words -> words.length >= 3 && words[1].equals("->")).forEach(words -> {
            String from = packageOf(words[0]);
            String to = packageOf(words[2]);
            if (!from.equals(to) && isOurs(from) && (isOurs(to) || to.startsWith(GUICE))) {
                uses.putIfAbsent(from + " -> " + to, words[0] + " uses " + words[2]);
            }
        });
        return uses;
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    @Test
    void everyPackageIsInTheTable() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io"))) {
            Set<String> packages = new TreeSet<>(files.filter(path -> path.toString().endsWith(".class"))
                    .map(path -> CLASSES.relativize(path.getParent()).toString().replace('\\', '.').replace('/', '.')).toList());
            assertEquals(new TreeSet<>(ARROWS.keySet()), packages);
        }
    }

    @Test
    void noNettyTypeIsInAPublicSignature() throws IOException, ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        int seen = 0;
        for (Class<?> type : ExportedClasses.all()) {
            found.addAll(nettySignatures(type));
            seen++;
        }
        assertTrue(seen > 20, "only " + seen + " exported classes");
        assertEquals(List.of(), found);
    }

    public abstract static class Leaking implements Comparable<EventExecutor> {
        protected List<? extends EventExecutor> field;

        public abstract void parameter(EventExecutor executor);

        protected abstract EventExecutor result();

        abstract EventExecutor hidden();
    }

    @Test
    void aNettyTypeIsNoticed() {
        assertEquals(4, nettySignatures(Leaking.class).size(), () -> nettySignatures(Leaking.class).toString());
    }

    private static List<String> nettySignatures(Class<?> type) {
        List<String> signatures = new ArrayList<>();
        signatures.add(type.toGenericString() + " extends " + type.getGenericSuperclass());
        for (Type supertype : type.getGenericInterfaces()) {
            signatures.add(type.getName() + " implements " + supertype.getTypeName());
        }
        for (Method method : type.getDeclaredMethods()) {
            if (ExportedClasses.isVisible(method.getModifiers()) && !method.isSynthetic()) {
                signatures.add(method.toGenericString());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (ExportedClasses.isVisible(constructor.getModifiers())) {
                signatures.add(constructor.toGenericString());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (ExportedClasses.isVisible(field.getModifiers())) {
                signatures.add(field.toGenericString());
            }
        }
        signatures.removeIf(signature -> !signature.contains("io.netty"));
        return signatures;
    }
}
