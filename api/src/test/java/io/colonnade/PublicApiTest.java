// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API takes nothing away from those who use the last release: {@code public-api.txt} is what that release had. Additions need not
 * be recorded; they are when the next release is made.
 */
class PublicApiTest {

    private static final Path BASELINE = Path.of("src", "test", "resources", "public-api.txt");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern SINCE = Pattern.compile("^ \\* @since \\d+\\.\\d+$", Pattern.MULTILINE);
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|record|enum|@interface) ", Pattern.MULTILINE);
    /** Their types are as old as the package unless they say otherwise. */
    private static final Set<String> DATED_AS_A_WHOLE = Set.of("io.colonnade.sql", "io.colonnade.dialect");

    @Test
    void nothingOfTheLastReleaseIsTakenAway() throws IOException, ReflectiveOperationException {
        Map<String, Set<String>> released = ApiBaseline.assertKept(BASELINE, PublicApi.of(ExportedClasses.all()));
        assertTrue(released.size() > 100 && released.containsKey("io.colonnade.Database"), released.keySet().toString());
    }

    public interface Implemented {
        String name();

        default int size() {
            return 1;
        }
    }

    public abstract static class Base {
        public static final int LIMIT = 1;

        protected Base(String name) {
        }

        protected abstract void work();

        @SafeVarargs
        public final <T extends Comparable<T>> List<? super T> sorted(T... items) throws IOException {
            return List.of();
        }
    }

    @Test
    void signaturesAreComplete() {
        Map<String, Set<String>> api = PublicApi.of(List.of(Implemented.class, Base.class, Thread.State.class));
        assertEquals(Set.of("interface", "abstract String name()", "int size()"), api.get(Implemented.class.getName()));
        assertEquals(Set.of("abstract class", "static final int LIMIT", "protected new(String)", "protected abstract void work()",
                "final <T extends Comparable<T>> List<? super T> sorted(T...) throws java.io.IOException"), api.get(Base.class.getName()));
        assertTrue(api.get("java.lang.Thread$State").contains("static Thread$State NEW"), api.toString());
    }

    @Test
    void breaksAreNoticedAndAdditionsAreNone() {
        assertEquals(List.of(), breaking(members -> { }));
        assertBreaks(members -> members.remove("int size()"));
        assertBreaks(members -> {
            members.remove("int size()");
            members.add("long size()");
        });
        assertBreaks(members -> members.remove("is a AutoCloseable"));
        assertBreaks(members -> members.add("abstract int weight()"));
        assertBreaks(members -> members.add("abstract <T> void each()"));
        assertBreaks(members -> {
            members.remove("int size()");
            members.add("final int size()");
        });
        assertEquals(List.of(), breaking(members -> members.add("int weight()")));
        assertEquals(List.of(), breaking(members -> members.add("static int weight()")));
        assertEquals(List.of(), breaking(members -> {
            members.remove("abstract String name()");
            members.add("String name()");
        }));
        assertEquals(List.of("a.Gone is gone"), ApiChanges.breaking(Map.of("a.Gone", Set.of("class")), Map.of("a.New", Set.of("class"))));
        assertEquals(1, ApiChanges.breaking(Map.of("a.A", Set.of("class")), Map.of("a.A", Set.of("final class"))).size());
        assertEquals(0, ApiChanges.breaking(Map.of("a.A", Set.of("final class")), Map.of("a.A", Set.of("class"))).size());
        Map<String, Set<String>> own = Map.of("a.A", Set.of("class", "is a a.B", "int x()", "new()"), "a.B", Set.of("class"));
        assertEquals(0, ApiChanges.breaking(own, Map.of("a.A", Set.of("class", "is a a.B", "new()"), "a.B", Set.of("class", "int x()"))).size());
        assertEquals(1, ApiChanges.breaking(own, Map.of("a.A", Set.of("class", "is a a.B", "int x()"), "a.B", Set.of("class", "new()"))).size());
        Map<String, Set<String>> sealed = Map.of("a.A", Set.of("sealed interface"));
        assertEquals(0, ApiChanges.breaking(sealed, Map.of("a.A", Set.of("sealed interface", "abstract int weight()"))).size());
    }

    private static void assertBreaks(Consumer<Set<String>> change) {
        assertEquals(1, breaking(change).size(), () -> breaking(change).toString());
    }

    private static List<String> breaking(Consumer<Set<String>> change) {
        Set<String> former = Set.of("interface", "abstract String name()", "int size()", "is a AutoCloseable");
        Set<String> present = new TreeSet<>(former);
        change.accept(present);
        return ApiChanges.breaking(new TreeMap<>(Map.of("a.A", former)), Map.of("a.A", present));
    }

    @Test
    void interfacesThatMayGrowAreOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "spi-stability.md"));
        for (String name : ApiChanges.GROWING) {
            assertTrue(page.contains("`" + name.substring(name.lastIndexOf('.') + 1) + "`"), name);
        }
        assertEquals(1, ApiChanges.breaking(Map.of("a.A", Set.of("interface")), Map.of("a.A", Set.of("interface", "abstract int x()"))).size());
        Map<String, Set<String>> row = Map.of("io.colonnade.Row", Set.of("interface"));
        assertEquals(0, ApiChanges.breaking(row, Map.of("io.colonnade.Row", Set.of("interface", "abstract int x()"))).size());
    }

    @Test
    void publicTypesSaySinceWhen() throws IOException {
        for (String name : ExportedClasses.packages()) {
            Path folder = SOURCES.resolve(name.replace('.', '/'));
            String info = Files.readString(folder.resolve("package-info.java"));
            assertTrue(SINCE.matcher(info).find(), name + ": package-info.java has no @since");
            if (!DATED_AS_A_WHOLE.contains(name)) {
                try (Stream<Path> files = Files.list(folder)) {
                    assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".java")).filter(PublicApiTest::isUndated).toList(),
                            "public types whose Javadoc has no @since");
                }
            }
        }
    }

    private static boolean isUndated(Path file) {
        try {
            String source = Files.readString(file);
            Matcher type = PUBLIC_TYPE.matcher(source);
            return type.find() && !SINCE.matcher(source.substring(0, type.start())).find();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTypeWithoutSinceIsNoticed() throws IOException {
        Path undated = Files.createTempFile("Undated", ".java");
        Files.writeString(undated, "/** X. */\npublic final class Undated {\n    /**\n     * Y.\n * @since 0.1\n */\n    int y;\n}\n");
        assertTrue(isUndated(undated));
        Files.writeString(undated, "/**\n * X.\n *\n * @since 0.1\n */\npublic sealed interface Dated {\n}\n");
        assertTrue(!isUndated(undated));
        Files.delete(undated);
    }
}
