// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.DatabaseBackend;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The error for a scheme that no backend serves: what was found, what could not be loaded, and what to do. */
final class MissingBackend {

    private static final String SERVICE_FILE = "META-INF/services/" + DatabaseBackend.class.getName();
    private static final Shipped MYSQL = new Shipped("mysql", "io.colonnade.mysql.MySqlBackend");
    private static final Map<String, Shipped> SHIPPED = Map.of("sqlite", new Shipped("sqlite", "io.colonnade.sqlite.SqliteBackend"),
            "postgresql", new Shipped("postgres", "io.colonnade.postgres.PostgresBackend"), "mysql", MYSQL, "mariadb", MYSQL);

    private final String scheme;
    private final List<Backends.Found> found;
    private final List<Throwable> failures;
    private final Collection<ClassLoader> loaders;

    /** A backend of Colonnade's own: the end of its artifact's name, and its class. */
    private record Shipped(String artifact, String className) {
    }

    MissingBackend(String scheme, List<Backends.Found> found, List<Throwable> failures, Collection<ClassLoader> loaders) {
        this.scheme = scheme;
        this.found = found;
        this.failures = failures;
        this.loaders = loaders;
    }

    DatabaseException error() {
        String message = "No backend serves the scheme " + Suggestion.shortened(scheme) + "." + advice() + " Backends found: "
                + (found.isEmpty() ? "none" : Backends.join(found)) + "."
                + (failures.isEmpty() ? "" : " Could not be loaded: " + reasons() + ".");
        DatabaseException.Builder error = DatabaseException.of(ErrorKind.BACKEND_NOT_FOUND, message);
        DatabaseException built = failures.isEmpty() ? error.build() : error.cause(failures.get(0)).build();
        failures.stream().skip(1).forEach(built::addSuppressed);
        return built;
    }

    private String reasons() {
        return failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
    }

    private String advice() {
        String dialect = scheme.contains("+") ? scheme.substring(0, scheme.indexOf('+')) : scheme;
        Shipped shipped = SHIPPED.get(dialect);
        if (shipped != null && found.stream().noneMatch(backend -> backend.schemes().contains(dialect))) {
            if (!failures.isEmpty() && reasons().contains(shipped.className())) {
                return "";
            }
            return classFile(shipped.className()).map(file -> unnamed(shipped.className(), file))
                    .orElse(" Add the artifact io.colonnade:colonnade-backend-" + shipped.artifact() + " to the class path."
                            + otherLoader());
        }
        Set<String> known = new TreeSet<>(SHIPPED.keySet());
        found.forEach(backend -> known.addAll(backend.schemes()));
        return Suggestion.nearest(scheme, known).filter(name -> !name.equals(scheme)).map(name -> " Did you mean " + name + "?")
                .orElse(" Add its backend to the class path; where several jars are made into one, merge their files " + SERVICE_FILE
                        + "." + otherLoader());
    }

    /** The class is there and was not found as a service: what happens if one jar is made of many in a careless way. */
    private static String unnamed(String className, URL file) {
        return " The class " + className + " is there (" + file + "), but no file " + SERVICE_FILE + " names it."
                + " Where several jars are made into one, these files must be merged: by the ServicesResourceTransformer of the"
                + " maven-shade-plugin, or mergeServiceFiles() of Gradle's Shadow plugin.";
    }

    private Optional<URL> classFile(String className) {
        String path = className.replace('.', '/') + ".class";
        return loaders.stream().flatMap(loader -> resource(loader, path).stream()).findFirst();
    }

    /** A class loader of the user's that throws has been told of among the failures. */
    private static Optional<URL> resource(ClassLoader loader, String path) {
        try {
            return loader.resources(path).findFirst();
        } catch (Throwable broken) {
            return Optional.empty();
        }
    }

    private String otherLoader() {
        String asked = loaders.stream().map(MissingBackend::name).distinct().collect(Collectors.joining(", "));
        return " If only another class loader sees it than those that were asked (" + asked + "), set DatabaseOptions.Builder.backendLoader"
                + " or hand over the backend with DatabaseOptions.Builder.backend.";
    }

    private static String name(ClassLoader loader) {
        return loader.getName() == null ? loader.getClass().getName() : loader.getName();
    }
}
