// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.guice.ColonnadeModule;
import io.colonnade.guice.Databases;
import io.colonnade.spi.DatabaseBackend;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The further snippets of docs/guice.md. */
class GuicePageTest {

    @TempDir
    Path folder;

    private String url(String name) {
        return "sqlite:///" + folder.resolve(name);
    }

    // snippet: guice-named-use
    static final class Reports {
        private final Database main;
        private final Database reports;

        @Inject
        Reports(Database main, @Named("reports") Database reports) {
            this.main = main;
            this.reports = reports;
        }
    }
    // end

    @Test
    void severalByName() {
        String mainUrl = url("main.db");
        String reportsUrl = url("reports.db");
        // snippet: guice-named
        Injector injector = Guice.createInjector(
                ColonnadeModule.of(mainUrl),
                ColonnadeModule.of(reportsUrl).named("reports"));
        // end
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            Reports reports = injector.getInstance(Reports.class);
            assertTrue(reports.main.url().toString().endsWith("main.db") && reports.reports.url().toString().endsWith("reports.db"));
            assertNotSame(reports.main, reports.reports);
            assertSame(reports.reports, injector.getInstance(Key.get(Database.class, Names.named("reports"))));
        }
    }

    // snippet: guice-options
    static final class ConfigurationModule extends AbstractModule {
        @Provides
        DatabaseOptions options(Properties configuration) {
            return DatabaseOptions.of(configuration.getProperty("database.url"))
                    .passwordSupplier(() -> configuration.getProperty("database.password"))
                    .build();
        }

        @Override
        protected void configure() {
            install(ColonnadeModule.of(Key.get(DatabaseOptions.class)));
        }
    }
    // end

    @Test
    void optionsThatAreBoundElsewhere() {
        Properties configuration = new Properties();
        Injector injector = Guice.createInjector(new ConfigurationModule(), binder -> binder.bind(Properties.class).toInstance(configuration));
        configuration.setProperty("database.url", url("configured.db"));
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            assertTrue(injector.getInstance(Database.class).url().toString().endsWith("configured.db"));
        }
    }

    // snippet: guice-lazy
    static final class Archive {
        private final Provider<Database> db;

        @Inject
        Archive(Provider<Database> db) {
            this.db = db;
        }

        CompletableFuture<Long> size() {
            return db.get().fetchValue("SELECT count(*) FROM archive", Long.class).thenApply(count -> count.orElse(0L));
        }
    }
    // end

    @Test
    void openedAtTheFirstCall() throws Exception {
        String url = url("lazy.db");
        Injector injector = Guice.createInjector(ColonnadeModule.of(url));
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            Archive archive = injector.getInstance(Archive.class);
            assertFalse(Files.exists(folder.resolve("lazy.db")));
            injector.getInstance(Database.class).execute("CREATE TABLE archive (id INTEGER)").join();
            assertEquals(0, archive.size().join());
        }
    }

    @Test
    void backendsOfTheApplication() {
        String url = "memory:///:memory:";
        // snippet: guice-backends
        Injector injector = Guice.createInjector(ColonnadeModule.of(url), binder ->
                Multibinder.newSetBinder(binder, DatabaseBackend.class).addBinding().to(MemoryBackend.class));
        // end
        Databases databases = injector.getInstance(Databases.class);
        try (databases) {
            assertEquals(3, injector.getInstance(Database.class).fetchValue("SELECT 1 + 2", Integer.class).join().get());
        }
    }
}
