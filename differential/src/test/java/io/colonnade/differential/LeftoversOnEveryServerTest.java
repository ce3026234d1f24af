// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.tck.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of the kit leaves that is stopped in the middle of a rule: the command refuses it, and drops all of it when it is told. */
class LeftoversOnEveryServerTest {

    /** Each with what only some databases have; those that refuse a statement have nothing of it to leave. */
    private static final List<String> CREATED = List.of(
            "CREATE TABLE colonnade_tck_flg_116 (id INTEGER PRIMARY KEY, other INTEGER)",
            "CREATE TABLE colonnade_tck_flg_116_1 (id INTEGER PRIMARY KEY, other INTEGER,"
                    + " CONSTRAINT colonnade_tck_flg_116_1_f FOREIGN KEY (other) REFERENCES colonnade_tck_flg_116 (id))",
            "ALTER TABLE colonnade_tck_flg_116 ADD CONSTRAINT colonnade_tck_flg_116_f FOREIGN KEY (other)"
                    + " REFERENCES colonnade_tck_flg_116_1 (id)",
            "INSERT INTO colonnade_tck_flg_116 (id) VALUES (1)", "INSERT INTO colonnade_tck_flg_116_1 (id) VALUES (1)",
            "UPDATE colonnade_tck_flg_116 SET other = 1", "UPDATE colonnade_tck_flg_116_1 SET other = 1",
            "CREATE VIEW colonnade_tck_flg_96_view AS SELECT id FROM colonnade_tck_flg_116",
            "CREATE MATERIALIZED VIEW colonnade_tck_flg_131_kept AS SELECT id FROM colonnade_tck_flg_96_view",
            "CREATE SEQUENCE colonnade_tck_flg_25_seq",
            "CREATE TYPE colonnade_tck_flg_27_enum AS ENUM ('calm', 'cross')",
            "CREATE TABLE colonnade_tck_flg_27_1 (v colonnade_tck_flg_27_enum)",
            "CREATE SCHEMA colonnade_tck_flg_114_s", "CREATE TABLE colonnade_tck_flg_114_s.colonnade_tck_in (v INTEGER)");

    /** Of somebody else, and under the prefix by chance; the kit calls no schema so. */
    private static final String FOREIGN = "CREATE SCHEMA colonnade_tck_mine";

    private static final List<String> RULES = List.of("FLG-25", "FLG-27", "FLG-96", "FLG-114", "FLG-116", "FLG-131");

    @TempDir
    Path folder;

    @Test
    void whatAStoppedRunLeavesIsRefusedAndDropped() {
        EveryServer.each(database -> {
            List<String> left = CREATED.stream().filter(sql -> accepts(database, sql)).toList();
            boolean foreign = accepts(database, FOREIGN);
            try {
                assertTrue(left.size() >= 3, left.toString());
                String refusal = run(3, database);
                left.stream().filter(sql -> sql.startsWith("CREATE")).map(sql -> sql.replaceFirst("CREATE (\\D+) (\\w+).*", "$2"))
                        .forEach(name -> assertTrue(refusal.contains(name), name + " in " + refusal));
                assertTrue(!refusal.contains("mine"), refusal);
                String done = run(0, database, "--force");
                assertTrue(done.contains(" 0 failed"), done);
                assertEquals(left.stream().filter(sql -> sql.startsWith("CREATE")).toList(), left.stream()
                        .filter(sql -> sql.startsWith("CREATE")).filter(sql -> accepts(database, sql)).toList(), "all of it can be made again");
                run(0, database, "--force");
            } finally {
                if (foreign) {
                    database.execute("DROP SCHEMA colonnade_tck_mine").join();
                }
            }
        });
    }

    private static boolean accepts(Database database, String sql) {
        try {
            database.execute(sql).join();
            return true;
        } catch (CompletionException refused) {
            return false;
        }
    }

    private String run(int code, Database database, String... more) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "--rules", String.join(",", RULES)));
        command.addAll(List.of(more));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("COLONNADE_TCK_URL", database.url().reveal());
        try {
            Process process = builder.start();
            try {
                assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the command ends");
            } finally {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            assertEquals(code, process.exitValue(), said);
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
