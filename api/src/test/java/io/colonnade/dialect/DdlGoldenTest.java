// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.INDEXED;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sql.Types.varchar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.CheckConstraint;
import io.colonnade.sql.Column;
import io.colonnade.sql.ColumnOption;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ForeignKey;
import io.colonnade.sql.Index;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.NamingConvention;
import io.colonnade.sql.PrimaryKey;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableOption;
import io.colonnade.sql.UniqueConstraint;
import io.colonnade.sql.VendorConstraint;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DdlGoldenTest {

    /** The other forms of everything, and the features that they need. */
    private static final Dialect OTHER = POOR.toBuilder().with(Feature.INLINE_INDEXES, Feature.INDEX_PREFIX_LENGTH)
            .maxIdentifierLength(64)
            .ddlRules(new DdlRules(CommentForm.INLINE, IndexNames.TABLE, IndexMethod.AFTER_COLUMNS, SchemaForm.ALWAYS_CASCADE,
                    SequenceForm.NEXTVAL, ", ", AlterColumn.MODIFY, "")).build();

    /** As few as possible. */
    private static final Dialect NONE = Dialect.builder("none").ddlRules(new DdlRules(CommentForm.NONE, IndexNames.QUALIFIED,
            IndexMethod.NONE, SchemaForm.NONE, SequenceForm.NONE, ", ", AlterColumn.NONE, "DEFER")).build();

    private static final class Open extends Table {
        Open(Consumer<Open> declarations) {
            super("t");
            declarations.accept(this);
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        final <T> Column<T> add(String name, io.colonnade.sql.SqlType<T> type, ColumnOption<T>... options) {
            return column(name, type, options);
        }

        Index add(Index index) {
            return index(index);
        }

        void add(io.colonnade.sql.TableConstraint constraint) {
            constraint(constraint);
        }

        void named() {
            namingConvention(NamingConvention.STANDARD);
        }

        void add(TableOption option) {
            option(option);
        }

        static <T> ColumnOption<T> key() {
            return primaryKey();
        }

        static <T> ColumnOption<T> once() {
            return Table.unique();
        }

        static <T> ColumnOption<T> described(String comment) {
            return comment(comment);
        }

        static <T> ColumnOption<T> made(Expression<T> expression) {
            return computed(expression, Computed.STORED);
        }

        static <T> ColumnOption<T> otherwise(T value) {
            return defaultValue(value);
        }

        static <T> ColumnOption<T> to(Column<T> column) {
            return references(column);
        }

        void describe(String comment) {
            tableComment(comment);
        }
    }

    private static void sql(Dialect dialect, String expected, Statement statement) {
        assertEquals(expected, dialect.sql(statement));
    }

    private static void unsupported(Dialect dialect, String message, Statement statement) {
        DatabaseException e = assertThrows(DatabaseException.class, () -> dialect.sql(statement));
        assertEquals(message.isEmpty() ? e.getMessage() : message, e.getMessage());
        assertEquals(ErrorKind.UNSUPPORTED, e.kind());
    }

    private static void usage(String message, Statement statement) {
        assertEquals(message, assertThrows(UsageException.class, () -> ANSI.sql(statement)).getMessage());
    }

    @Test
    void constraintsByConvention() {
        Open table = new Open(t -> {
            Column<Integer> a = t.add("a", INTEGER, Open.key());
            Column<Integer> b = t.add("b", INTEGER, Open.once());
            t.named();
            t.add(CheckConstraint.of(a.gt(b.plus(1))));
            t.add(CheckConstraint.of(b.ne(7)).named("not_seven"));
            t.add(UniqueConstraint.of(a, b).deferrable(Deferral.INITIALLY_DEFERRED));
            t.add(ForeignKey.of(b, a).onDelete(ReferentialAction.SET_NULL).onUpdate(ReferentialAction.SET_DEFAULT)
                    .deferrable(Deferral.INITIALLY_IMMEDIATE));
            t.add(VendorConstraint.of("ansi", "EXCLUDE ({0} WITH =, {1} WITH <>)", a, b.times(2)));
        });
        sql(ANSI, "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, CONSTRAINT pk_t PRIMARY KEY (a), CONSTRAINT uq_t_b UNIQUE (b), "
                + "CONSTRAINT ck_t_1 CHECK (a > b + 1), CONSTRAINT not_seven CHECK (b <> 7), "
                + "CONSTRAINT uq_t_a_b UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ck_t_1 EXCLUDE (a WITH =, b * 2 WITH <>), "
                + "CONSTRAINT fk_t_b_t FOREIGN KEY (b) REFERENCES t (a) ON DELETE SET NULL ON UPDATE SET DEFAULT "
                + "DEFERRABLE INITIALLY IMMEDIATE)", createTable(table));
        unsupported(POOR, "a unique constraint of table t that is checked at the end of the transaction is not possible with dialect poor; "
                + "leave deferrable(…) out", createTable(table));
        unsupported(ANSI.toBuilder().without(Feature.DEFERRABLE_FOREIGN_KEYS).build(), "", createTable(table));
        unsupported(ANSI.toBuilder().without(Feature.REFERENTIAL_SET_DEFAULT).build(),
                "SET DEFAULT in a foreign key of table t is not possible with dialect ansi; use SET_NULL", createTable(table));
        Dialect renamed = Dialect.builder("other").with(Feature.values()).build();
        unsupported(renamed, "a constraint of table t that only ansi has is not possible with dialect other; declare the table without it "
                + "for this database", createTable(table));
        assertEquals("pk_t", ANSI.constraintName(table, table.primaryKeyConstraint().orElseThrow()).orElseThrow());
    }

    @Test
    void commentsOptionsAndComputedColumns() {
        Open table = new Open(t -> {
            Column<Integer> a = t.add("a", INTEGER, Open.described("it's"));
            t.add("b", INTEGER, Open.made(a.times(2)));
            t.add("day", io.colonnade.sql.Types.DATE, Open.otherwise(LocalDate.EPOCH));
            t.add(TableOption.of("poor", "ENGINE = x"));
            t.add(new TableOption("ansi", "STRICT", Map.of(Family.INTEGER, "INT")));
            t.describe("all \\ of it");
        });
        sql(ANSI, "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, day DATE DEFAULT DATE '1970-01-01') STRICT",
                createTable(table));
        assertEquals("COMMENT ON TABLE t IS 'all \\ of it';\nCOMMENT ON COLUMN t.a IS 'it''s';",
                ANSI.print(createAll(MetaData.of(table))).split("\n", 2)[1]);
        Dialect inline = OTHER.toBuilder().with(Feature.COMPUTED_STORED).build();
        sql(inline, "CREATE TABLE t (a INTEGER COMMENT 'it''s', b INTEGER GENERATED ALWAYS AS (a * 2) STORED, "
                + "day DATE DEFAULT DATE '1970-01-01') ENGINE = x, COMMENT = 'all \\\\ of it'", createTable(table));
        unsupported(OTHER, "column t.b, computed and stored is not possible with dialect poor; use Computed.VIRTUAL, or calculate it in the "
                + "select", createTable(table));
        unsupported(NONE.toBuilder().with(Feature.COMPUTED_STORED).build(), "a comment on table t is not possible with dialect none; leave "
                + "the comments of the table and its columns out", createTable(table));
        sql(ANSI, "COMMENT ON COLUMN t.a IS NULL", commentOn(table.columns().get(0), null));
        sql(OTHER, "ALTER TABLE t COMMENT = 'x'", commentOn(table, "x"));
        unsupported(OTHER, "", commentOn(table.columns().get(0), "x"));
        unsupported(NONE, "a comment on table t is not possible with dialect none; leave it out", commentOn(table, "x"));
    }

    @Test
    void indexes() {
        sql(ANSI, "CREATE INDEX ix_docs_text_rank ON app.docs (text, \"rank\" DESC)", createIndex(INDEXED.byText));
        sql(NONE, "CREATE INDEX app.ix_docs_text_rank ON docs (text, \"rank\" DESC)", createIndex(INDEXED.byText));
        sql(ANSI, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"only one\" ON app.docs (\"rank\")",
                createIndex(INDEXED.unique).ifNotExists().concurrently());
        sql(ANSI, "CREATE INDEX ix_docs_rank ON app.docs (\"rank\") WHERE text = 'it''s \\'", createIndex(INDEXED.partial));
        sql(ANSI, "CREATE INDEX ix_docs_expression_expression ON app.docs ((lower(text)), (\"rank\" + 1) DESC NULLS LAST)",
                createIndex(INDEXED.expression));
        sql(ANSI, "CREATE INDEX ix_docs_rank ON app.docs (\"rank\") INCLUDE (text)", createIndex(INDEXED.including));
        sql(ANSI, "CREATE INDEX ix_docs_text ON app.docs (text(10) DESC)", createIndex(INDEXED.prefix));
        sql(ANSI, "CREATE INDEX ix_docs_text ON app.docs USING hash (text)", createIndex(INDEXED.hash));
        sql(OTHER, "CREATE INDEX ix_docs_text ON app.docs (text) USING hash", createIndex(INDEXED.hash));
        sql(ANSI, "DROP INDEX CONCURRENTLY IF EXISTS app.\"only one\"", dropIndex(INDEXED.unique).ifExists().concurrently());
        sql(OTHER, "DROP INDEX `only one` ON app.docs", dropIndex(INDEXED.unique));
        for (Index index : List.of(INDEXED.partial, INDEXED.expression, INDEXED.including, INDEXED.prefix, INDEXED.hash)) {
            unsupported(NONE, "", createIndex(index));
        }
        unsupported(OTHER, "index ix_docs_rank of some rows only is not possible with dialect poor; leave where(…) out",
                createIndex(INDEXED.partial));
        unsupported(NONE, "", createIndex(INDEXED.byText).concurrently());
        unsupported(NONE, "IF NOT EXISTS for index ix_docs_text_rank is not possible with dialect none; leave it out, or create the table"
                + " with all its indexes by createAll(…)", createIndex(INDEXED.byText).ifNotExists());
        unsupported(NONE, "", dropIndex(INDEXED.byText).ifExists());
        unsupported(NONE, "", createTable(INDEXED).includingIndexes());
        assertThrows(UsageException.class, () -> createIndex(Index.on(INDEXED.text)));
        assertThrows(UsageException.class, () -> Index.on(INDEXED.text).using("gin (x)"));
        assertThrows(UsageException.class, () -> Index.on(INDEXED.text).prefix(INDEXED.rank, 1));
    }

    @Test
    void tablesViewsSchemasAndSequences() {
        sql(ANSI, "CREATE TEMPORARY TABLE IF NOT EXISTS notes AS SELECT note, tag, \"rank\" FROM app.tags".replace("notes", "t"),
                createTableAs(threeColumns(), selectFrom(TAGS)).ifNotExists().asTemporary());
        usage("the temporary table app.tags has a schema; a temporary table belongs to its connection and has none",
                createTable(TAGS).asTemporary());
        usage("the query for t gives the columns [note], but t declares [note, tag, rank]; give as many, in the same order, and name them "
                + "with as(…)", createView(threeColumns(), select(TAGS.note).from(TAGS)));
        sql(ANSI, "CREATE OR REPLACE VIEW t AS SELECT note, tag, \"rank\" FROM app.tags WHERE note = 1",
                createView(threeColumns(), selectFrom(TAGS).where(TAGS.note.eq(1L))).orReplace());
        sql(ANSI, "CREATE VIEW IF NOT EXISTS t AS SELECT note, tag, \"rank\" FROM app.tags",
                createView(threeColumns(), selectFrom(TAGS)).ifNotExists());
        sql(ANSI, "DROP VIEW IF EXISTS t", dropView(threeColumns()).ifExists());
        sql(ANSI, "DROP TABLE IF EXISTS notes, app.tags CASCADE", dropTable(NOTES, TAGS).ifExists().cascade());
        sql(ANSI, "CREATE SCHEMA IF NOT EXISTS \"a b\"", createSchema("a b").ifNotExists());
        sql(ANSI, "DROP SCHEMA IF EXISTS \"a b\" CASCADE", dropSchema("a b").ifExists().cascade());
        sql(OTHER, "DROP SCHEMA app", dropSchema("app").cascade());
        unsupported(OTHER, "dropping schema app only if it is empty is not possible with dialect poor; say cascade() where all that is in "
                + "it may go", dropSchema("app"));
        Sequence numbers = new Sequence("app", "it's", 5, -1);
        sql(ANSI, "CREATE SEQUENCE IF NOT EXISTS app.\"it's\" START WITH 5 INCREMENT BY -1", createSequence(numbers).ifNotExists());
        sql(ANSI, "DROP SEQUENCE app.\"it's\"", dropSequence(numbers));
        sql(ANSI, "SELECT NEXT VALUE FOR app.\"it's\" AS n", select(numbers.next().as("n")));
        sql(OTHER, "SELECT nextval('app.`it''s`') AS n", select(numbers.next().as("n")));
        for (Statement statement : List.of(createSchema("a"), dropSchema("a").cascade(), createSequence(numbers), dropSequence(numbers),
                select(numbers.next()), createTable(NOTES).asTemporary(), dropTable(NOTES).cascade(), dropTable(NOTES, TAGS),
                createTableAs(threeColumns(), selectFrom(TAGS)), createView(threeColumns(), selectFrom(TAGS)).orReplace(),
                createView(threeColumns(), selectFrom(TAGS)).ifNotExists())) {
            unsupported(NONE, "", statement);
        }
    }

    private static Table threeColumns() {
        return new Open(t -> {
            t.add("note", INTEGER);
            t.add("tag", TEXT);
            t.add("rank", INTEGER);
        });
    }

    @Test
    void alterations() {
        Open table = new Open(t -> {
            Column<Integer> a = t.add("a", INTEGER, Open.key());
            t.add("b", INTEGER, Open.once(), Open.to(a));
        });
        Column<?> b = table.columns().get(1);
        sql(ANSI, "ALTER TABLE t ADD COLUMN b INTEGER UNIQUE, ADD FOREIGN KEY (b) REFERENCES t (a)", alterTable(table).addColumn(b));
        sql(ANSI, "ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS \"B\"", alterTable(table).dropColumn("B").ifExists());
        sql(ANSI, "ALTER TABLE t RENAME COLUMN b TO \"c d\"", alterTable(table).renameColumn("b", "c d"));
        sql(ANSI, "ALTER TABLE t RENAME TO u", alterTable(table).renameTo("u"));
        sql(ANSI, "ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY (a)",
                alterTable(table).addConstraint(new PrimaryKey("x", List.of(table.columns().get(0)))));
        sql(ANSI, "ALTER TABLE IF EXISTS t DROP CONSTRAINT IF EXISTS x", alterTable(table).dropConstraint("x").ifExists());
        usage("the constraint of table t that is to be dropped has no name; give it one with named(…), or the table a namingConvention(…), "
                + "or say the name that the database gave it", alterTable(table).dropConstraint(table.foreignKeys().get(0)));
        unsupported(NONE, "", alterTable(table).addColumn(b));
        unsupported(NONE, "", alterTable(table).dropConstraint("x"));
        unsupported(NONE, "IF EXISTS in ALTER TABLE t is not possible with dialect none; ask the catalog() before",
                alterTable(table).dropColumn("x").ifExists());
        assertThrows(UsageException.class, () -> alterTable(table).renameTo("u").ifExists());
        assertThrows(UsageException.class, () -> alterTable(table).addColumn(NOTES.id));
    }

    /** Two tables that refer to each other, and one that refers to both. */
    private static final class First extends Table {
        static final First FIRST = new First();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> second = column("second", INTEGER, references(() -> Second.SECOND.id, ReferentialAction.NO_ACTION));
        final Index bySecond = index(Index.on(second));

        First() {
            super("first");
        }
    }

    private static final class Second extends Table {
        static final Second SECOND = new Second();
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> first = column("first", INTEGER, references(() -> First.FIRST.id, ReferentialAction.NO_ACTION));

        Second() {
            super("second");
        }
    }

    @Test
    void circles() {
        Open third = new Open(t -> t.add("a", INTEGER, Open.to(Second.SECOND.id)));
        MetaData all = MetaData.of(third, First.FIRST, Second.SECOND);
        assertEquals(List.of(List.of(First.FIRST, Second.SECOND), List.of(third)), all.dependencyGroups());
        Dialect altering = NONE.toBuilder().with(Feature.ALTER_CONSTRAINTS).ddlRules(DdlRules.ANSI).build();
        assertEquals("""
                CREATE TABLE "first" (id INTEGER NOT NULL PRIMARY KEY, "second" INTEGER);
                CREATE INDEX ix_first_second ON "first" ("second");
                CREATE TABLE "second" (id INTEGER NOT NULL PRIMARY KEY, "first" INTEGER, FOREIGN KEY ("first") REFERENCES "first" (id));
                ALTER TABLE "first" ADD CONSTRAINT fk_first_second_second FOREIGN KEY ("second") REFERENCES "second" (id);
                CREATE TABLE t (a INTEGER, FOREIGN KEY (a) REFERENCES "second" (id));""".replace("\"", ""), altering.print(createAll(all)));
        assertEquals("DROP TABLE t;\nALTER TABLE first DROP CONSTRAINT fk_first_second_second;\nDROP TABLE second;\nDROP TABLE first;",
                altering.print(dropAll(all)));
        assertEquals("DROP TABLE IF EXISTS t;\nDROP TABLE IF EXISTS first, second;", ANSI.print(dropAll(all).ifExists()));
        assertEquals("DROP TABLE t;\nDEFER;\nDROP TABLE second;\nDROP TABLE first;", NONE.print(dropAll(all)));
        assertTrue(NONE.print(createAll(all)).startsWith("CREATE TABLE first (id INTEGER NOT NULL PRIMARY KEY, second INTEGER, FOREIGN KEY"));
        assertTrue(OTHER.print(createAll(all).ifNotExists()).contains("INDEX ix_first_second (second))"));
        assertThrows(UsageException.class, () -> MetaData.of(third, new Open(t -> t.add("a", INTEGER))));
    }

    @Test
    void longNames() {
        Dialect bytes = Dialect.builder("x").maxIdentifierLength(20).identifierLengthUnit(LengthUnit.BYTES).build();
        String a = GeneratedNames.shortened(bytes, "ix_" + "ü".repeat(30) + "a");
        String b = GeneratedNames.shortened(bytes, "ix_" + "ü".repeat(30) + "b");
        assertNotEquals(a, b);
        assertEquals(a, GeneratedNames.shortened(bytes, "ix_" + "ü".repeat(30) + "a"));
        assertTrue(a.getBytes(StandardCharsets.UTF_8).length <= 20 && a.startsWith("ix_üü_"), a);
        assertEquals("x".repeat(20), GeneratedNames.shortened(bytes, "x".repeat(20)));
        String emoji = GeneratedNames.shortened(Dialect.builder("x").maxIdentifierLength(20).build(), "ab" + "\ud83d\ude00".repeat(30));
        assertFalse(Character.isHighSurrogate(emoji.charAt(emoji.indexOf('_') - 1)), emoji);
        for (String half : List.of("a\ud83d", "\ude00")) {
            Open table = new Open(t -> t.add(half, INTEGER));
            usage("the name " + half + " has half a surrogate pair at offset " + (half.length() - 1) + "; no database takes that",
                    createTable(table));
        }
        unsupported(POOR, "the name \ud83d\ude00 with the character GRINNING FACE is not possible with dialect poor; use characters up to "
                + "U+FFFF in names", select(NOTES.id.as("\ud83d\ude00")).from(NOTES));
    }

    @Test
    void printsForPeople() {
        Statement select = select(NOTES.text).from(NOTES).where(NOTES.text.eq("it's \\").and(NOTES.id.lt(param("high",
                io.colonnade.sql.Types.BIGINT))));
        assertEquals("SELECT text FROM notes WHERE text = ? AND id < ?", ANSI.sql(select));
        assertEquals("SELECT text FROM notes WHERE text = 'it''s \\' AND id < :high", ANSI.print(select));
        assertEquals("SELECT text FROM notes WHERE text = 'it''s \\\\' AND id < :high", POOR.print(select));
        assertEquals("UPDATE notes SET text = ?", ANSI.print(update(NOTES).set(NOTES.text, "nul \0")));
        assertEquals("SELECT ? AS a, ? AS b, TIMESTAMP '9999-12-31 23:00:00.000000+00:00' AS c",
                ANSI.print(select(value(OffsetDateTime.MAX).as("a"), value(OffsetDateTime.MIN).as("b"),
                        value(OffsetDateTime.parse("+10000-01-01T00:00:00+01:00")).as("c"))));
        assertEquals("SELECT 'a:b', NULL, ?, :d, ':a'", ANSI.print(text("SELECT :a, :b, :c, :d, ':a'").bind("a", "a:b").bind("b", null)
                .bind("c", new StringBuilder())));
        assertEquals("INSERT INTO notes (id, text, completed, price, parent) VALUES (:id, :text, :completed, :price, :parent)",
                ANSI.print(insertInto(NOTES)));
        assertEquals("SELECT X'00ff', -1.5E0, TIMESTAMP '1970-01-01 00:00:00.000001', - -0.0E0".replace("- -", "-(-").concat(")"),
                ANSI.print(select(value(new byte[] {0, -1}).as("a"), value(-1.5).as("b"), value(java.time.LocalDateTime.of(1970, 1, 1, 0, 0,
                        0, 1000)).as("c"), value(-0.0).negate().as("d"))).replaceAll(" AS [a-d]", ""));
        assertThrows(UsageException.class, () -> ANSI.toBuilder().literal(Family.TEXT, "'{raw}'"));
        Open half = new Open(t -> t.add("a", varchar(5), Open.otherwise("x\ud83d")));
        usage("a text that becomes part of a statement has half a surrogate pair at offset 1", createTable(half));
    }
}
