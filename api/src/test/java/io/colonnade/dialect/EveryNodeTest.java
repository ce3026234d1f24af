// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Tables.INDEXED;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.Aggregates;
import io.colonnade.sql.ColumnDefault;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Comparison;
import io.colonnade.sql.Excluded;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Operator;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Quantified;
import io.colonnade.sql.RowElements;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Source;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Supplied;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sql.Windows;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever adds a node to the tree must add it here, and it must compile. */
class EveryNodeTest {

    private static final String SECRET = "secret value";

    private final StatementCache cache = new StatementCache(100);

    private static Set<String> leaves(Class<?> type) {
        Set<String> names = new TreeSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                names.addAll(leaves(permitted));
            }
        } else {
            names.add(type.getSimpleName());
        }
        return names;
    }

    private static Set<String> classes(List<?> nodes) {
        return nodes.stream().map(node -> node instanceof ExpressionView<?> ? "ExpressionView" : node.getClass().getSimpleName()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Expression<?>> expressions() {
        TableAlias alias = NOTES.as("notes");
        Expression<String> text = NOTES.text;
        return List.of(NOTES.id, alias.column(NOTES.id), value(SECRET), param("p", Types.TEXT), NOTES.id.plus(1L), NOTES.id.negate(),
                infix("||", Precedence.OTHER, text, value(SECRET), Types.TEXT), lower(text), length(text), count(),
                text.typeCoerce(Types.TEXT), prefix("~", NOTES.id, Types.BIGINT), collate(text, "C"), stringAgg(text, ","),
                any(select(NOTES.text).from(NOTES), Types.TEXT), new RowElements(List.of(NOTES.id, text)),
                caseWhen(text.eq(SECRET)).then(SECRET), text.cast(Types.TEXT), scalar(select(NOTES.text).from(NOTES), Types.TEXT),
                text.eq(SECRET), text.like(SECRET), text.between(SECRET, SECRET), text.in(SECRET), text.in(select(text).from(NOTES)),
                text.in(param("p", Types.TEXT)), text.isNull(), not(NOTES.completed), and(NOTES.completed, text.eq(SECRET)), exists(selectFrom(NOTES)), and(),
                condition(NOTES.completed), Windows.rowNumber().over(), Aggregates.grouping(text),
                excluded(NOTES.text), columnDefault(NOTES.text), new Supplied<>(NOTES.text, () -> SECRET),
                fragment("{0}", Types.TEXT, value(SECRET)), Sequence.of("numbers").next(),
                new VendorExpression<>("ansi", text, "use another"), new VendorSqlTest.Own<>(text));
    }

    /** A statement in which such a node can stand. */
    private static Statement statementWith(Expression<?> node) {
        if (node instanceof Excluded<?>) {
            return insertInto(NOTES).set(NOTES.id, 1L).set(NOTES.text, SECRET).onConflict(NOTES.id).doUpdate(set(NOTES.text,
                    excluded(NOTES.text)));
        } else if (node instanceof ColumnDefault<?>) {
            return update(NOTES).set(NOTES.text, columnDefault(NOTES.text));
        }
        boolean aliased = node.getClass().getSimpleName().equals("AliasColumn");
        Source source = aliased ? NOTES.as("notes") : NOTES;
        Expression<?> item = node instanceof Quantified<?> quantified ? new Comparison(Operator.EQ, NOTES.text, quantified) : node;
        return select(item.as("x")).from(source);
    }

    @Test
    void everyExpressionCompilesOnceAndAgain() {
        List<Expression<?>> nodes = expressions();
        assertEquals(leaves(Expression.class), classes(nodes));
        for (Expression<?> node : nodes) {
            Statement select = statementWith(node);
            Map<String, ?> values = Set.of("NamedParameter", "InParameter").contains(node.getClass().getSimpleName()) ? Map.of("p", SECRET) : Map.of();
            Compiled compiled = cache.compile(ANSI, select, values).compiled();
            assertEquals(compiled, cache.compile(ANSI, select, values).compiled());
            assertFalse(compiled.sql().contains(SECRET), compiled.sql());
        }
    }

    @Test
    void everyStatementCompiles() {
        Select some = selectFrom(NOTES).where(NOTES.text.eq(SECRET));
        CommonTable table = commonTable("c", some);
        List<Statement> nodes = List.of(some, insertInto(NOTES).set(NOTES.text, SECRET),
                update(NOTES).set(NOTES.text, SECRET), deleteFrom(NOTES).where(NOTES.text.eq(SECRET)), createTable(NOTES), dropTable(NOTES),
                text("SELECT :a").bind("a", SECRET), some.union(some), with(table).then(some), with(table).then(update(NOTES)
                        .set(NOTES.text, SECRET)),
                createTableAs(TAGS, selectFrom(TAGS)), alterTable(NOTES).dropColumn("x"),
                createIndex(INDEXED.byText), dropIndex(INDEXED.byText), createView(TAGS, selectFrom(TAGS)), dropView(TAGS), refreshView(TAGS),
                createSchema("app"), dropSchema("app"), createSequence(Sequence.of("numbers")), dropSequence(Sequence.of("numbers")),
                commentOn(NOTES, "what there is to do"), VendorStatement.of("ansi", "VACUUM", "leave it out").words("VACUUM"));
        assertEquals(leaves(Statement.class), classes(nodes));
        for (Statement node : nodes) {
            BoundStatement bound = cache.compile(ANSI, node, Map.of());
            assertFalse((bound.compiled() + bound.toString() + node).contains(SECRET), node.toString());
        }
    }

    @Test
    void noNodeShowsItsValues() {
        for (Expression<?> node : expressions()) {
            assertFalse(node.toString().contains(SECRET), node.toString());
        }
    }

    @Test
    void nodesHaveNoFieldThatCanChange() throws ReflectiveOperationException {
        Set<String> names = leaves(SelectItem.class);
        names.addAll(leaves(Statement.class));
        for (String name : names) {
            for (java.lang.reflect.Field field : Class.forName("io.colonnade.sql." + name).getDeclaredFields()) {
                assertTrue(Modifier.isFinal(field.getModifiers()), field.toString());
            }
        }
    }
}
