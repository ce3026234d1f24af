// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.sql.Sql.alterTable;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.sql.AlterTable.Aspect;
import io.colonnade.sql.Column;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column that is altered is then what its declaration says, wherever that can be; what was stored stays. */
class AlterColumnOnEveryServerTest {

    /** What there is at first. */
    private static final class Before extends Table {
        static final Before BEFORE = new Before();
        final Column<Integer> id = generatedKey("id", INTEGER);
        final Column<String> name = column("name", varchar(3), notNull(), unique());
        final Column<Integer> number = column("number", INTEGER, defaultValue(7));
        final Column<String> digits = column("digits", varchar(10));

        Before() {
            super("altered");
        }
    }

    /** What there is to be. */
    private static final class After extends Table {
        static final After AFTER = new After();
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> name = column("name", varchar(40), unique(), defaultValue("o'k"));
        final Column<Long> number = column("number", BIGINT, notNull());
        final Column<Integer> digits = column("digits", INTEGER);

        After() {
            super("altered");
        }
    }

    private static final Before BEFORE = Before.BEFORE;
    private static final After AFTER = After.AFTER;
    private static final Set<String> POSTGRES = Set.of(POSTGRES_14, POSTGRES_18);

    @BeforeEach
    void create() {
        drop();
        each(database -> {
            database.execute(createTable(BEFORE)).join();
            database.execute(insertInto(BEFORE).set(BEFORE.name, "abc").set(BEFORE.digits, "42")).join();
        });
    }

    @AfterEach
    void drop() {
        each(database -> database.execute(dropTable(BEFORE).ifExists()).join());
    }

    private static void run(Set<String> names, Statement statement) {
        only(names, database -> database.execute(statement).join());
    }

    private static void fails(Database database, Statement statement) {
        assertThrows(CompletionException.class, () -> database.execute(statement).join());
    }

    @Test
    void becomesWhatItsDeclarationSays() {
        Set<String> able = allBut(SQLITE);
        for (Column<?> column : List.of(AFTER.id, AFTER.name, AFTER.number)) {
            refused(Set.of(SQLITE), alterTable(AFTER).alterColumn(column));
            run(able, alterTable(AFTER).alterColumn(column));
        }
        only(able, database -> {
            database.execute(insertInto(AFTER).set(AFTER.number, 5_000_000_000L)).join();
            assertEquals(List.of(Arrays.asList(1L, "abc", 7L, "42"), Arrays.asList(2L, "o'k", 5_000_000_000L, null)),
                    values(database.fetchAll("SELECT id, name, number, digits FROM altered ORDER BY id").join()));
            fails(database, insertInto(AFTER).set(AFTER.name, "x"));
            fails(database, insertInto(AFTER).set(AFTER.name, "abc").set(AFTER.number, 1L));
            database.execute(insertInto(AFTER).setNull(AFTER.name).set(AFTER.number, 1L)).join();
            fails(database, insertInto(AFTER).set(AFTER.name, "a".repeat(41)).set(AFTER.number, 1L));
        });
    }

    @Test
    void inOneAspectAlone() {
        Set<String> able = allBut(SQLITE);
        refused(Set.of(SQLITE), alterTable(AFTER).alterColumn(AFTER.name, Aspect.DEFAULT));
        run(able, alterTable(AFTER).alterColumn(AFTER.name, Aspect.DEFAULT));
        run(able, alterTable(AFTER).alterColumn(AFTER.number, Aspect.NULLABILITY, Aspect.DEFAULT));
        only(able, database -> {
            database.execute(insertInto(BEFORE).set(BEFORE.number, 8)).join();
            fails(database, insertInto(BEFORE).set(BEFORE.name, "x").setNull(BEFORE.number));
            fails(database, insertInto(BEFORE).set(BEFORE.name, "y"));
        });
        only(POSTGRES, database -> fails(database, insertInto(BEFORE).set(BEFORE.name, "long").set(BEFORE.number, 9)));
    }

    @Test
    void valuesAreConverted() {
        Statement plain = alterTable(AFTER).alterColumn(AFTER.digits, Aspect.TYPE);
        run(Set.of(MYSQL, MARIADB), plain);
        only(POSTGRES, database -> fails(database, plain));
        Statement using = alterTable(AFTER).alterColumn(AFTER.digits, Aspect.TYPE).using(AFTER.digits.cast(INTEGER).plus(1));
        refused(Set.of(SQLITE, MYSQL, MARIADB), using);
        run(POSTGRES, using);
        only(Set.of(MYSQL, MARIADB), database -> assertEquals(42, database.fetchExactlyOne(selectFrom(AFTER)).join().get(AFTER.digits)));
        only(POSTGRES, database -> assertEquals(43, database.fetchExactlyOne(selectFrom(AFTER)).join().get(AFTER.digits)));
    }

    @Test
    void spelling() {
        golden(alterTable(AFTER).alterColumn(AFTER.name),
                POSTGRES_18, "ALTER TABLE altered ALTER COLUMN name DROP DEFAULT, ALTER COLUMN name SET DATA TYPE VARCHAR(40), "
                        + "ALTER COLUMN name DROP NOT NULL, ALTER COLUMN name SET DEFAULT 'o''k'",
                MYSQL, "ALTER TABLE altered MODIFY COLUMN name VARCHAR(40) DEFAULT 'o''k'",
                MARIADB, "ALTER TABLE altered MODIFY COLUMN name VARCHAR(40) DEFAULT 'o''k'");
        golden(alterTable(AFTER).alterColumn(AFTER.id), POSTGRES_18,
                "ALTER TABLE altered ALTER COLUMN id SET DATA TYPE BIGINT, ALTER COLUMN id SET NOT NULL",
                MYSQL, "ALTER TABLE altered MODIFY COLUMN id BIGINT AUTO_INCREMENT NOT NULL");
    }
}
