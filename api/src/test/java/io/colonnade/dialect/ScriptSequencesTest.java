// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import org.junit.jupiter.api.Test;

/** Scripts create and drop the sequences that columns take their values from. */
class ScriptSequencesTest {

    private static final Sequence NUMBERS = Sequence.of("numbers").startingWith(5);
    private static final Sequence CHANGES = new Sequence("app", "changes", 1, 2);

    private static final class Jobs extends Table {
        final Column<Long> id = column("id", Types.BIGINT, primaryKey(), defaultsTo(NUMBERS.next()));
        final Column<Long> twice = column("twice", Types.BIGINT, defaultsTo(NUMBERS.next().times(2L)), onUpdate(CHANGES.next()));
        final Column<Long> made = column("made", Types.BIGINT, defaultsTo(() -> {
            throw new AssertionError("a supplier is asked for rows only");
        }));

        Jobs(String name) {
            super(name);
        }
    }

    private static final class Other extends Table {
        final Column<Long> id = column("id", Types.BIGINT, defaultsTo(Sequence.of("numbers").next()));

        Other() {
            super("other");
        }
    }

    private static final String COLUMNS = " (id BIGINT NOT NULL PRIMARY KEY, twice BIGINT, made BIGINT);";

    @Test
    void sequencesComeBeforeTheirTablesAndGoAfterThem() {
        MetaData both = MetaData.of(new Jobs("first"), new Jobs("second"));
        assertEquals("""
                CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 1;
                CREATE SEQUENCE app.changes START WITH 1 INCREMENT BY 2;
                CREATE TABLE first%s
                CREATE TABLE second%s""".formatted(COLUMNS, COLUMNS), ANSI.print(createAll(both)));
        assertEquals("""
                DROP TABLE second;
                DROP TABLE first;
                DROP SEQUENCE numbers;
                DROP SEQUENCE app.changes;""", ANSI.print(dropAll(both)));
        assertEquals("CREATE SEQUENCE IF NOT EXISTS numbers START WITH 5 INCREMENT BY 1;",
                ANSI.print(createAll(both).ifNotExists()).lines().findFirst().orElseThrow());
        assertEquals(2, ANSI.print(dropAll(both).ifExists()).lines().filter(line -> line.startsWith("DROP SEQUENCE IF EXISTS ")).count());
        assertEquals(2, POOR.print(createAll(both)).lines().count());
    }

    @Test
    void oneSequenceIsDefinedInOneWay() {
        MetaData both = MetaData.of(new Jobs("first"), new Other());
        assertEquals("column other.id takes values from a sequence numbers that another column defines in another way; give both the same one",
                assertThrows(UsageException.class, () -> ANSI.print(createAll(both))).getMessage());
    }
}
