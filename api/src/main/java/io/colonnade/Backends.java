// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.PoolSettings;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The backends that were given and that class loaders find. One that cannot be loaded hides no other. Immutable. */
final class Backends {

    /** A loader that fails for ever must not keep us for ever. */
    private static final int MAX_FAILURES = 100;

    private final List<Found> found = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    /**
     * A backend that can be used.
     *
     * @param origin where it comes from, for people
     */
    record Found(DatabaseBackend backend, Set<String> schemes, String origin) {

        @Override
        public String toString() {
            return String.join(", ", new TreeSet<>(schemes)) + " (" + backend.getClass().getName() + " " + origin + ")";
        }
    }

    private Backends() {
    }

    /** The backend for the URL of the options, among those that the options add and those that class loaders find. */
    static DatabaseBackend choose(DatabaseOptions options) {
        Backends backends = new Backends();
        options.backends().forEach(backends::give);
        options.backendLoader().ifPresentOrElse(backends::load, backends::loadFromUsualLoaders);
        return backends.find(options.url());
    }

    /** Those that the thread's context class loader finds, and those that Colonnade's own does. */
    static Backends discover() {
        Backends backends = new Backends();
        backends.loadFromUsualLoaders();
        return backends;
    }

    /** Those that one class loader finds. */
    static Backends discover(ClassLoader loader) {
        Backends backends = new Backends();
        backends.load(loader);
        return backends;
    }

    private void loadFromUsualLoaders() {
        load(Thread.currentThread().getContextClassLoader());
        load(DatabaseBackend.class.getClassLoader());
    }

    private void load(ClassLoader given) {
        ClassLoader loader = given == null ? ClassLoader.getSystemClassLoader() : given;
        if (!loaders.add(loader)) {
            return;
        }
        Iterator<ServiceLoader.Provider<DatabaseBackend>> providers = ServiceLoader.load(DatabaseBackend.class, loader).stream().iterator();
        boolean more = true;
        while (more && failures.size() < MAX_FAILURES) {
            try {
                more = providers.hasNext();
                if (more) {
                    add(providers.next());
                }
            } catch (Throwable failure) {
                // A class loader of the user's may throw what it likes, and so may what it loads.
                failures.add(new IllegalStateException(UnusableBackend.reason(failure), failure));
            }
        }
    }

    private void add(ServiceLoader.Provider<DatabaseBackend> provider) {
        Class<?> type = provider.type();
        if (found.stream().noneMatch(other -> other.backend().getClass() == type)) {
            add(type, provider, "in " + UnusableBackend.location(type));
        }
    }

    private void give(DatabaseBackend backend) {
        if (found.stream().noneMatch(other -> other.backend() == backend)) {
            add(backend.getClass(), () -> backend, "added in code");
        }
    }

    private void add(Class<?> type, Supplier<DatabaseBackend> supplier, String origin) {
        try {
            DatabaseBackend backend = supplier.get();
            found.add(new Found(backend, Set.copyOf(backend.schemes()), origin));
        } catch (Throwable failure) {
            failures.add(new IllegalStateException(type.getName() + " " + origin + ": " + UnusableBackend.reason(failure), failure));
        }
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
                    + join(matching) + ". Keep one of them, or hand the one that you mean to Database.open(options, backend).").build();
        }
        if (matching.isEmpty()) {
            throw new MissingBackend(scheme, found, failures, loaders).error();
        }
        return matching.get(0).backend();
    }

    /** The backends in words. */
    static String join(List<Found> backends) {
        return backends.stream().map(Found::toString).collect(Collectors.joining("; "));
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
                throw UnknownOption.error(name, backend);
            }
        });
        if (url.hosts().size() > 1) {
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The URL names " + url.hosts().size()
                    + " hosts; accepted is one.").build();
        }
        ConnectionSettings settings = new ConnectionSettings(url.scheme(), url.host(), url.port(), url.user(),
                options.passwordSupplier().map(Backends::guarded).orElse(url::password), url.database(), ofBackend);
        backend.validate(settings);
        return settings;
    }

    /** The password from code of the user's, which may throw what it likes; its words may hold a secret. */
    private static Supplier<String> guarded(Supplier<String> password) {
        return () -> {
            try {
                return password.get();
            } catch (Throwable thrown) {
                throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "No connection can be opened, for passwordSupplier threw "
                        + thrown.getClass().getName() + (thrown.getStackTrace().length == 0 ? "." : " at " + thrown.getStackTrace()[0] + "."))
                        .option("passwordSupplier").build();
            }
        };
    }

    /** How the pool behaves; the backend decides on the size where the user does not. */
    static PoolSettings poolSettings(DatabaseOptions options, DatabaseBackend backend) {
        int maxSize = options.maxSize().orElse(Math.max(backend.defaultPoolSize(), options.minSize()));
        return new PoolSettings(options.url().location(), options.minSize(), maxSize, options.connectTimeout(),
                options.idleTimeout(), options.maxLifetime(), options.validateAfterIdle(), options.leakThreshold(), options.closeTimeout());
    }
}
