// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.PoolSettings;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The backends that a class loader finds. One that cannot be loaded hides no other. Immutable. */
final class Backends {

    private static final String GROUP = "io.colonnade:colonnade-backend-";
    private static final Map<String, String> ARTIFACTS = Map.of("sqlite", GROUP + "sqlite", "postgresql", GROUP + "postgres",
            "mysql", GROUP + "mysql", "mariadb", GROUP + "mysql");
    /** A loader that fails for ever must not keep us for ever. */
    private static final int MAX_FAILURES = 100;

    private final List<Found> found = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private record Found(DatabaseBackend backend, Set<String> schemes) {

        @Override
        public String toString() {
            Class<?> type = backend.getClass();
            return String.join(", ", new TreeSet<>(schemes)) + " (" + type.getName() + " in " + location(type) + ")";
        }
    }

    private Backends() {
    }

    /** Those that the thread's context class loader finds, and those that Colonnade's own does. */
    static Backends discover() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(DatabaseBackend.class.getClassLoader());
        Backends backends = new Backends();
        loaders.forEach(backends::load);
        return backends;
    }

    /** Those that one class loader finds. */
    static Backends discover(ClassLoader loader) {
        Backends backends = new Backends();
        backends.load(loader);
        return backends;
    }

    private void load(ClassLoader loader) {
        Iterator<ServiceLoader.Provider<DatabaseBackend>> providers = ServiceLoader.load(DatabaseBackend.class, loader).stream().iterator();
        boolean more = true;
        while (more && failures.size() < MAX_FAILURES) {
            try {
                more = providers.hasNext();
                if (more) {
                    add(providers.next());
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
                failures.add(failure);
            }
        }
    }

    private void add(ServiceLoader.Provider<DatabaseBackend> provider) {
        if (found.stream().anyMatch(other -> other.backend().getClass() == provider.type())) {
            return;
        }
        try {
            DatabaseBackend backend = provider.get();
            found.add(new Found(backend, Set.copyOf(backend.schemes())));
        } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
            String message = provider.type().getName() + " in " + location(provider.type()) + ": " + reason(failure);
            failures.add(new IllegalStateException(message, failure));
        }
    }

    /** The class that is missing says more than the error that follows from it. */
    private static String reason(Throwable failure) {
        Throwable last = failure;
        for (int depth = 0; last.getCause() != null && depth < 20; depth++) {
            last = last.getCause();
        }
        return last instanceof NoClassDefFoundError || last instanceof ClassNotFoundException
                ? "the class " + String.valueOf(last.getMessage()).replace('/', '.') + " is missing; is the driver on the class path?"
                : last.toString();
    }

    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "module " + type.getModule().getName() : location.toString();
    }

    /**
     * The backend that serves a scheme.
     *
     * @throws io.colonnade.error.ConfigurationException of kind BACKEND_NOT_FOUND or BACKEND_AMBIGUOUS that names what was found
     */
    DatabaseBackend find(DatabaseUrl url) {
        return find(url.scheme());
    }

    /** The backend that serves a scheme. */
    DatabaseBackend find(String scheme) {
        List<Found> matching = found.stream().filter(candidate -> candidate.schemes().contains(scheme)).toList();
        if (matching.size() > 1) {
            throw DatabaseException.of(ErrorKind.BACKEND_AMBIGUOUS, "Several backends serve the scheme " + scheme + ": "
                    + join(matching) + ". Keep one of them on the class path.").build();
        }
        if (matching.isEmpty()) {
            throw notFound(scheme);
        }
        return matching.get(0).backend();
    }

    private DatabaseException notFound(String scheme) {
        String dialect = scheme.contains("+") ? scheme.substring(0, scheme.indexOf('+')) : scheme;
        StringBuilder message = new StringBuilder("No backend serves the scheme ").append(shortened(scheme)).append('.');
        String artifact = ARTIFACTS.get(dialect);
        Set<String> known = new TreeSet<>(ARTIFACTS.keySet());
        found.forEach(backend -> known.addAll(backend.schemes()));
        Optional<String> nearest = Suggestion.nearest(scheme, known).filter(name -> !name.equals(scheme));
        if (artifact != null && found.stream().noneMatch(backend -> backend.schemes().contains(dialect))) {
            message.append(" Add the artifact ").append(artifact).append(" to the class path.");
        } else if (nearest.isPresent()) {
            message.append(" Did you mean ").append(nearest.get()).append('?');
        }
        message.append(" Backends found: ").append(found.isEmpty() ? "none" : join(found)).append('.');
        if (!failures.isEmpty()) {
            String reasons = failures.stream().map(failure -> String.valueOf(failure.getMessage())).collect(Collectors.joining("; "));
            message.append(" Could not be loaded: ").append(reasons).append('.');
        }
        DatabaseException.Builder error = DatabaseException.of(ErrorKind.BACKEND_NOT_FOUND, message.toString());
        DatabaseException notFound = failures.isEmpty() ? error.build() : error.cause(failures.get(0)).build();
        failures.stream().skip(1).forEach(notFound::addSuppressed);
        return notFound;
    }

    private static String join(List<Found> backends) {
        return backends.stream().map(Found::toString).collect(Collectors.joining("; "));
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /**
     * What a backend connects with: the URL's parts and those of its options that are not the core's, accepted by the backend.
     *
     * @throws io.colonnade.error.ConfigurationException for an option that nobody knows, and for what the backend refuses
     */
    static ConnectionSettings settings(DatabaseOptions options, DatabaseBackend backend) {
        DatabaseUrl url = options.url();
        Map<String, String> ofBackend = new LinkedHashMap<>();
        url.options().forEach((name, value) -> {
            if (backend.options().contains(name)) {
                ofBackend.put(name, value);
            } else if (CoreOption.of(name) == null && !DatabaseUrl.HOST_OPTIONS.contains(name)) {
                throw unknownOption(name, backend);
            }
        });
        if (url.hosts().size() > 1) {
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The URL names " + url.hosts().size()
                    + " hosts; accepted is one.").build();
        }
        ConnectionSettings settings = new ConnectionSettings(url.scheme(), url.host(), url.port(), url.user(),
                options.passwordSupplier().orElse(url::password), url.database(), ofBackend);
        backend.validate(settings);
        return settings;
    }

    private static DatabaseException unknownOption(String name, DatabaseBackend backend) {
        Set<String> known = new TreeSet<>(backend.options());
        for (CoreOption option : CoreOption.values()) {
            known.add(option.optionName());
        }
        String nearest = Suggestion.nearest(name, known).map(option -> " Did you mean " + option + "?").orElse("");
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "Unknown option " + shortened(name) + " in the URL." + nearest
                + " Accepted are: " + String.join(", ", known) + ".").option(name).build();
    }

    /** How the pool behaves; the backend decides on the size where the user does not. */
    static PoolSettings poolSettings(DatabaseOptions options, DatabaseBackend backend) {
        int maxSize = options.maxSize().orElse(Math.max(backend.defaultPoolSize(), options.minSize()));
        return new PoolSettings(options.url().location(), options.minSize(), maxSize, options.connectTimeout(),
                options.idleTimeout(), options.maxLifetime(), options.validateAfterIdle(), options.leakThreshold(), options.closeTimeout());
    }
}
