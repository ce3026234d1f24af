// SPDX-License-Identifier: Apache-2.0
package io.colonnade.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.spi.DatabaseBackend;
import java.util.Objects;
import java.util.Set;

/**
 * A Guice module that binds one {@link Database}. Install one for each database of the application; all but one of them have a
 * {@linkplain #named name}, and are injected with {@code @Named}.
 *
 * <p>The database is opened when it is first injected, not when the injector is made, whatever Guice's stage; inject a
 * {@code Provider<Database>} to open it at the first call instead. That injection waits for the database, at most
 * {@code connect_timeout}; if it fails, it fails with a {@link com.google.inject.ProvisionException} whose cause is the
 * {@link io.colonnade.error.DatabaseException}, and the next one tries again. All injections of one injector share the one open
 * database, and none of them closes it: the application closes {@link Databases} when it ends.
 *
 * <p>Backends are found by {@link java.util.ServiceLoader}. A set binder, {@code Multibinder.newSetBinder(binder(),
 * DatabaseBackend.class)}, adds others, as {@link DatabaseOptions.Builder#backend} does: two of different classes for the URL's scheme
 * are an error.
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
@SuppressWarnings("exports") // Guice is optional; who has no Guice has no use for this class.
public final class ColonnadeModule extends AbstractModule {

    private final DatabaseOptions options;
    private final Key<DatabaseOptions> optionsKey;
    private final Key<Database> key;
    private final boolean closedOnShutdown;

    private ColonnadeModule(DatabaseOptions options, Key<DatabaseOptions> optionsKey, Key<Database> key,
            boolean closedOnShutdown) {
        this.options = options;
        this.optionsKey = optionsKey;
        this.key = key;
        this.closedOnShutdown = closedOnShutdown;
    }

    /**
     * A database at a URL.
     *
     * @throws io.colonnade.error.ConfigurationException of kind CONFIG_INVALID if the URL is malformed or a value of its options out of range
     */
    public static ColonnadeModule of(String url) {
        return of(DatabaseOptions.of(url).build());
    }

    /** A database with options. */
    public static ColonnadeModule of(DatabaseOptions options) {
        return new ColonnadeModule(Objects.requireNonNull(options, "options"), null, Key.get(Database.class), false);
    }

    /** A database with options that are bound elsewhere, such as those of a configuration file; asked for when the database is opened. */
    public static ColonnadeModule of(Key<DatabaseOptions> options) {
        return new ColonnadeModule(null, Objects.requireNonNull(options, "options"), Key.get(Database.class), false);
    }

    /** The same, bound under a name: {@code @Named("reports") Database}. */
    public ColonnadeModule named(String name) {
        return new ColonnadeModule(options, optionsKey, Key.get(Database.class, Names.named(name)), closedOnShutdown);
    }

    /**
     * The same, with a shutdown hook of the JVM that closes {@link Databases}, for programs that have no better place for that. The hook is
     * set when the database is opened and taken back when {@code Databases} is closed; until then it keeps the database alive.
     */
    public ColonnadeModule closedOnShutdown() {
        return new ColonnadeModule(options, optionsKey, key, true);
    }

    @Override
    protected void configure() {
        install(new LifecycleModule());
        Provider<DatabaseOptions> given = optionsKey == null ? () -> options : getProvider(optionsKey);
        Provider<Set<DatabaseBackend>> added = getProvider(Key.get(new TypeLiteral<Set<DatabaseBackend>>() { }));
        Provider<Databases> databases = getProvider(Databases.class);
        bind(key).toProvider(() -> databases.get().get(key, closedOnShutdown,
                () -> given.get().toBuilder().backends(added.get()).build()));
    }
}
