// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes that users and backends see: the visible ones of the packages that the module exports. */
final class ExportedClasses {

    private static final Path CLASSES = Path.of("target", "classes");

    private ExportedClasses() {
    }

    static Set<String> packages() throws IOException {
        return packages(CLASSES);
    }

    private static Set<String> packages(Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("module-info.class"))) {
            return new TreeSet<>(ModuleDescriptor.read(in).exports().stream().map(ModuleDescriptor.Exports::source).toList());
        }
    }

    static List<Class<?>> all() throws IOException, ReflectiveOperationException {
        return all(CLASSES);
    }

    /** Those of the module that was compiled into a folder. */
    static List<Class<?>> all(Path folder) throws IOException, ReflectiveOperationException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : packages(folder)) {
            try (Stream<Path> files = Files.list(folder.resolve(name.replace('.', '/')))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                    String simple = file.getFileName().toString().replace(".class", "");
                    if (!simple.equals("package-info")) {
                        classes.add(Class.forName(name + "." + simple, false, ExportedClasses.class.getClassLoader()));
                    }
                }
            }
        }
        classes.removeIf(type -> !isVisible(type));
        return classes;
    }

    static boolean isVisible(Class<?> type) {
        boolean visible = isVisible(type.getModifiers());
        return visible && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass())) && !type.isAnonymousClass();
    }

    static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
