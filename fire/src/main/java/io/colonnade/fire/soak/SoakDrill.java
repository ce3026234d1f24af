// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A mixed load on connections that live two seconds, DDL beside it, in another zone and locale of the JVM each round; what comes back is what
 * was stored, and heap, threads and handles stay as they are.
 */
public final class SoakDrill implements Drill {

    private static final int PER_ROUND = 1_000;
    private static final int IN_FLIGHT = 16;
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> ZONES = List.of("Asia/Kolkata", "America/St_Johns", "Pacific/Apia");
    private static final List<Locale> LOCALES = List.of(Locale.forLanguageTag("tr-TR"), Locale.forLanguageTag("ar-EG"));

    private final Target target;
    private final Aftermath before;
    private final List<Health> health = new ArrayList<>();
    private final TimeZone zone = TimeZone.getDefault();
    private final Locale locale = Locale.getDefault();

    /**
     * On a database in which it makes the table fire_soak anew.
     *
     * @throws SQLException if the server cannot be asked
     */
    public SoakDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(ZONES.get((int) (number % ZONES.size()))));
        Locale.setDefault(LOCALES.get((int) (number % LOCALES.size())));
        DatabaseOptions options = DatabaseOptions.of(target.url()).maxLifetime(Duration.ofSeconds(2)).build();
        try (Database database = Database.open(options).join()) {
            database.execute("DROP TABLE IF EXISTS fire_soak").join();
            database.execute(Sql.createTable(Readings.READINGS)).join();
            try (Beside beside = new Beside(target)) {
                load(database, random, figures);
                figures.add("changes", beside.changes());
            }
            figures.expect(database.status().lent() == 0, "connections were not given back: " + database.status());
        }
        health.add(Health.now());
    }

    private static void load(Database database, RandomGenerator random, Figures figures) throws InterruptedException {
        Mix mix = new Mix(database, figures);
        Semaphore places = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < PER_ROUND; i++) {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                figures.fault("something has not ended");
                return;
            }
            CompletableFuture<?> piece = mix.piece(2L * i, random);
            piece.whenComplete((done, failure) -> places.release());
        }
        figures.expect(places.tryAcquire(IN_FLIGHT, PATIENCE_SECONDS, TimeUnit.SECONDS), "something has not ended");
    }

    @Override
    public void finish(Figures figures) throws Exception {
        try (Database database = Database.open(target.url()).join()) {
            database.execute("DROP TABLE IF EXISTS fire_soak").join();
        }
        Aftermath.expect(target, before, figures);
        figures.expect(Health.flat(health), "heap, threads or handles grow: " + health);
        Health last = health.isEmpty() ? Health.now() : health.get(health.size() - 1);
        figures.max("heap bytes", last.heap());
        figures.max("threads", last.threads());
        figures.max("handles", last.handles());
    }

    @Override
    public void close() {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }
}
