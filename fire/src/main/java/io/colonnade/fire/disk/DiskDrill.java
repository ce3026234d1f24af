// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * SQLite where the disk is full or read-only, the file is deleted, replaced, damaged or copied while it is written, SQLite rolls back by
 * itself, and eight processes share a file: no row outside a transaction, no error without a type, and the file is sound. Each round has a
 * folder of its own; the target only says that it is SQLite's turn, and for servers nothing is done.
 */
public final class DiskDrill implements Drill {

    private interface Scene {
        void play(Path folder, RandomGenerator random, Figures figures) throws Exception;
    }

    private final List<Scene> scenes = new ArrayList<>();

    /** For SQLite. */
    public DiskDrill(Target target) {
        if (target.engine().isServer()) {
            return;
        }
        for (String journal : new String[] {"wal", "delete"}) {
            for (FullDisk.Way way : FullDisk.Way.values()) {
                scenes.add((folder, random, figures) -> FullDisk.run(journal, way, figures));
            }
            for (SelfRollback.Cause cause : SelfRollback.Cause.values()) {
                for (SelfRollback.Way way : SelfRollback.Way.values()) {
                    scenes.add((folder, random, figures) -> SelfRollback.run(folder.resolve("a.db"), journal, cause, way, figures));
                }
            }
            scenes.add((folder, random, figures) -> ReadOnlyDisk.run(journal, figures));
            scenes.add((folder, random, figures) -> ChangedFile.deleted(folder, journal, figures));
            scenes.add((folder, random, figures) -> Copies.run(folder, journal, figures));
        }
        scenes.add((folder, random, figures) -> ChangedFile.replaced(folder, figures));
        scenes.add(ChangedFile::damaged);
        scenes.add(ChangedFile::cutLog);
        scenes.add((folder, random, figures) -> Processes.run(folder, "wal", figures));
        scenes.add((folder, random, figures) -> Processes.run(folder, "delete", figures));
    }

    /** How many rounds do everything once. */
    public int scenes() {
        return scenes.size();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        if (scenes.isEmpty()) {
            figures.count("not for servers");
            return;
        }
        Path folder = Files.createTempDirectory("colonnade-disk-");
        try {
            scenes.get((int) (number % scenes.size())).play(folder, random, figures);
        } catch (SmallDisk.UnavailableException reason) {
            figures.count("not run");
            System.out.println(reason.getMessage());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void finish(Figures figures) {
    }

    @Override
    public void close() {
    }
}
