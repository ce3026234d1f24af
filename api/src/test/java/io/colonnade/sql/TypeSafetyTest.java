// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Java compiler stops. */
class TypeSafetyTest {

    @TempDir
    static Path folder;

    private static String errors(String expression) throws IOException {
        String source = """
                import io.colonnade.sql.*;
                import static io.colonnade.sql.Functions.*;
                import static io.colonnade.sql.JsonFunctions.*;
                import static io.colonnade.sql.Sql.*;
                import static io.colonnade.sql.Types.*;
                final class Probe extends Table {
                    final Column<Long> id = generatedKey("id", BIGINT);
                    final Column<String> text = column("text", TEXT, notNull());
                    final Column<Boolean> done = column("done", BOOLEAN, defaultValue(false));
                    Probe() { super("probe"); }
                    Object probe() { return %s; }
                }
                """.formatted(expression);
        Path file = Files.writeString(folder.resolve("Probe.java"), source);
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(printer, printer, "-proc:none", "-Xlint:all,-path,-classfile",
                "-Werror",
                "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), file.toString());
        return status == 0 ? "" : out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "text.eq(1)", "text.eq(1L)", "text.eq(id)", "id.eq(\"a\")", "id.eq(5)", "id.in(\"a\")", "id.in(java.util.List.of(\"a\"))",
        "text.between(1, 2)", "id.plus(\"a\")", "id.plus(text)", "id.and(done)", "text.not()", "select(id).from(this).where(id)",
        "not(text)", "lower(id)", "sum(text)", "avg(text)", "coalesce(id, \"a\")", "insertInto(this).set(id, \"a\")",
                "select(id).limit(text)",
        "update(this).set(text, id)", "column(\"x\", BIGINT, defaultValue(\"a\"))", "column(\"x\", TEXT, references(id))",
        "generatedKey(\"x\", TEXT)", "caseWhen(done).then(1L).orElse(\"a\")", "id.eq(null)",
        "set(id, \"a\")", "set(text, excluded(id))", "excluded(lower(text))", "update(this).set(id, columnDefault(text))",
        "column(\"x\", BIGINT, defaultsTo(() -> \"a\"))", "column(\"x\", TEXT, onUpdate(id))", "column(\"x\", BIGINT, defaultsTo(value(\"a\")))",
        "insertInto(this).onConflict(lower(text))", "fragment(\"a\", TEXT).plus(1)",
        "select(Windows.rowNumber()).from(this)", "Windows.lag(text, 1, 5)", "select(id).from(this).crossJoin(this, done)",
        "sum(id).filter(text)", "sum(id).over(id)", "select(id).union(insertInto(this))", "with(commonTable(\"c\", createTable(this)))",
        "id.in(createTable(this))", "select(id).groupBy(text.as(\"t\"))",
        "concat(text, id)", "text.contains(1)", "id.isDistinctFrom(\"a\")", "abs(text)", "greatest(id, text)", "jsonText(text, \"a\")",
        "id.gt(any(select(text), TEXT))", "id.in(param(\"ids\", TEXT))", "((io.colonnade.Row) null).get(text).intValue()",
        "((io.colonnade.Row) null).get(count().as(\"n\")).length()", "insertInto(this).columns(id).from(this)",
        "TimeFunctions.plus(text, 1, java.time.temporal.ChronoUnit.DAYS)", "stringAgg(id, \",\")"})
    void nonsenseDoesNotCompile(String expression) throws IOException {
        assertFalse(errors(expression).isEmpty(), expression + " compiles");
    }

    @Test
    void senseCompilesWithoutWarnings() throws IOException {
        for (String expression : List.of("text.eq(\"a\")", "id.eq(5L).and(done).or(text.eq(text)).not()", "id.in(1L, 2L)",
                "id.in(java.util.Set.of(1L))", "select(id, text.as(\"t\")).from(this).where(done).orderBy(id.desc(), text)",
                "column(\"x\", BIGINT, notNull(), unique(), references(id), defaultValue(1L))", "coalesce(id, 1L)",
                "caseWhen(done).then(1L).when(id.gt(1L)).then(id).orElse(2L)", "and(done, id.eq(1L), not(done))",
                "insertInto(this).columns(id, text).values(1, \"a\")",
                "column(\"x\", BIGINT, defaultsTo(() -> 1L), onUpdate(id), defaultsTo(value(1L)), onUpdate(System::nanoTime))",
                "insertInto(this).set(id, 1L).onConflict(id).doUpdate(set(text, excluded(text)), set(done, columnDefault(done)))",
                "update(this).set(text, fragment(\"current_user\", TEXT)).from(as(\"x\")).where(done)",
                "select(id, Windows.rowNumber().over(Windows.partitionBy(text).orderBy(id.desc()))).from(this)",
                "select(sum(id).filter(done).over()).from(this).groupBy(text, Aggregates.rollup(id))",
                "Aggregates.groupingSets(java.util.List.of(id, text), java.util.List.of(id), java.util.List.of())",
                "id.in(select(id).from(this).union(select(id).from(this).limit(1)).orderBy(id))",
                "with(recursive(\"c\", select(id).from(this)).unionAll(c -> select(c.column(id)).from(c))).then(deleteFrom(this))",
                "concat(text, text, text).startsWith(\"a\").or(done)", "id.gt(any(select(id), BIGINT))", "row(id, text).in(select(id, text))",
                "greatest(id, id, id).dividedExactly(2L)", "id.notIn(param(\"ids\", BIGINT))",
                "((io.colonnade.Row) null).get(id.plus(1L)) + ((io.colonnade.Row) null).get(text.as(\"t\")).length()",
                "insertInto(this).columns(id).from(with(commonTable(\"c\", select(id))).then(select(id).union(select(id))))",
                "select(id).select(columnsAs(\"t\")).select(text).from(TableSample.bernoulli(this, 3))")) {
            String errors = errors(expression);
            assertTrue(errors.isEmpty(), errors);
        }
    }
}
