// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The rounds of one drill on one database from one seed. With a file it goes on where that says an earlier run was left.
 */
public final class Run {

    private static final String DONE = "done";
    private static final String COUNT = "count.";
    private static final String IDENTITY = "run";
    /** So that rounds whose numbers follow each other have nothing in common. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long SAVED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String identity;
    private final long seed;
    private final Path progress;
    private final Figures figures = new Figures();
    private long done;

    /**
     * A run.
     *
     * @param identity the drill and the database
     * @param progress the file that keeps how far it is; null for none
     * @throws IllegalArgumentException if the file is of another run
     */
    public Run(String identity, long seed, Path progress) throws IOException {
        this.identity = identity + " seed=" + seed;
        this.seed = seed;
        this.progress = progress;
        if (progress != null && Files.exists(progress)) {
            load();
        }
    }

    private void load() throws IOException {
        Properties saved = new Properties();
        try (Reader in = Files.newBufferedReader(progress)) {
            saved.load(in);
        }
        if (!identity.equals(saved.getProperty(IDENTITY))) {
            throw new IllegalArgumentException(progress + " keeps how far \"" + saved.getProperty(IDENTITY) + "\" is, not \"" + identity
                    + "\": name another file, or delete it.");
        }
        done = Long.parseLong(saved.getProperty(DONE));
        saved.stringPropertyNames().stream().filter(name -> name.startsWith(COUNT))
                .forEach(name -> figures.add(name.substring(COUNT.length()), Long.parseLong(saved.getProperty(name))));
    }

    private void save() throws IOException {
        Properties saved = new Properties();
        saved.setProperty(IDENTITY, identity);
        saved.setProperty(DONE, Long.toString(done));
        figures.counts().forEach((name, count) -> saved.setProperty(COUNT + name, count.toString()));
        Path next = progress.resolveSibling(progress.getFileName() + ".next");
        try (Writer out = Files.newBufferedWriter(next)) {
            saved.store(out, null);
        }
        Files.move(next, progress, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Does the rounds that are left of a number of what the drill counts, ends the drill and closes it. */
    public Figures of(Drill drill, long count) throws Exception {
        long rounds = (count + drill.perRound() - 1) / drill.perRound();
        long saved = System.nanoTime();
        try (drill) {
            for (; done < rounds; done++) {
                if (progress != null && System.nanoTime() - saved > SAVED_EVERY_NANOS) {
                    save();
                    saved = System.nanoTime();
                }
                drill.round(done, new SplittableRandom(seed + SPREAD * done), figures);
            }
            drill.finish(figures);
        }
        if (progress != null) {
            save();
        }
        return figures;
    }

    /** Which run it is, and its figures: one line. */
    @Override
    public String toString() {
        return identity + " rounds=" + done + " " + figures;
    }
}
