// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.UsageException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExpressionTest {

    private static final TableTest.Nodes NODES = new TableTest.Nodes();

    private static void refused(String message, Executable executable) {
        assertEquals(message, assertThrows(UsageException.class, executable).getMessage());
    }

    @Test
    void nullIsNotCompared() {
        Long none = null;
        String text = null;
        refused("eq(null) on column nodes.parent would never be true in SQL; use isNull() or isNotNull()", () -> NODES.parent.eq(none));
        refused("ne(null) on column nodes.parent would never be true in SQL; use isNull() or isNotNull()", () -> NODES.parent.ne(none));
        refused("between(null) on column nodes.parent would never be true in SQL; use isNull() or isNotNull()",
                () -> NODES.parent.between(none, 1L));
        refused("like(null) on column nodes.name would never be true in SQL; use isNull() or isNotNull()", () -> NODES.name.like(text));
        refused("plus(null) on column nodes.parent would never be true in SQL; use isNull() or isNotNull()", () -> NODES.parent.plus(none));
        refused("in on column nodes.id: element 1 is null, and SQL's NULL equals nothing; leave it out and add isNull()",
                () -> NODES.id.in(1L, null));
        refused("notIn on column nodes.id: element 0 is null, and SQL's NULL equals nothing, so that no row would be found; leave it "
                + "out and "
                + "add isNull()", () -> NODES.id.notIn(Arrays.asList(null, 1L)));
        refused("the value of value(…), whose class is to tell the type, is null", () -> value(null));
        assertEquals(new Value<>(Types.BIGINT, null), insertInto(NODES).set(NODES.parent, none).rows().get(0).get(0));
        assertEquals(new Value<>(Types.BIGINT, null), insertInto(NODES).setNull(NODES.parent).rows().get(0).get(0));
        assertEquals(new Value<>(Types.BIGINT, null), update(NODES).setNull(NODES.parent).assignments().get(0).value());
    }

    @Test
    void operatorsRefuseWhatTheyCannotTake() {
        refused("operator + needs numbers, column nodes.name is TEXT", () -> NODES.name.plus("a"));
        refused("operator - needs numbers, function lower() is TEXT", () -> lower(NODES.name).negate());
        refused("like needs text, column nodes.id is BIGINT", () -> NODES.id.like("1%"));
        refused("\"; DROP\" is no operator; use words, or some of the characters -+*/<>=~!@#%^&|?: that open no comment",
                () -> infix("; DROP", Precedence.OTHER, NODES.id, NODES.id, Types.BIGINT));
        refused("\"--\" is no operator; use words, or some of the characters -+*/<>=~!@#%^&|?: that open no comment",
                () -> infix("--", Precedence.OTHER, NODES.id, NODES.id, Types.BIGINT));
        refused("operator ~ stands between two operands, so its precedence cannot be PRIMARY; use OTHER if in doubt",
                () -> infix("~", Precedence.PRIMARY, NODES.id, NODES.id, Types.BIGINT));
        refused("\"f(\" is no name of a function; use letters, digits and _, with a schema and a dot in front of it where needed",
                () -> function("f(", Types.BIGINT));
        refused("no type belongs to java.lang.Object; say it with value(value, type)", () -> value(new Object()));
        refused("in needs a select of one column, not of 2", () -> NODES.id.in(select(NODES.id, NODES.name).from(NODES)));
        refused("a scalar subquery needs a select of one column, not of 3", () -> scalar(selectFrom(NODES), Types.BIGINT));
        refused("asc() or desc() was called on an ordering; call it once", () -> new Ordering(NODES.id.desc(), false, null));
        refused("the escape character of ilike must have no case, unlike 'E'; use one such as '!'", () -> NODES.name.ilike("a", 'E'));
        refused("the escape character of ilike must have no case, unlike '\u00e9'; use one such as '!'", () -> NODES.name.ilike("a", '\u00e9'));
        refused("the escape character of like must be one character, and not NUL", () -> NODES.name.like("a", '\0'));
        refused("limit(-1): 0 or more is accepted", () -> selectFrom(NODES).limit(-1));
        refused("offset(-2): 0 or more is accepted", () -> selectFrom(NODES).offset(-2));
        refused("the list of select needs at least one", () -> select());
        refused("the condition of where is null", () -> selectFrom(NODES).where(null));
        refused("the text is empty", () -> text(" "));
    }

    @Test
    void changesRefuseWhatTheirTableDoesNotTake() {
        TableTest.Nodes other = new TableTest.Nodes();
        refused("column nodes.id is not one of table tree.nodes", () -> insertInto(NODES).set(other.id, 1L));
        refused("column nodes.id is not one of table tree.nodes", () -> update(NODES).set(other.id, 1L));
        refused("column nodes.id is set twice", () -> insertInto(NODES).set(NODES.id, 1L).set(NODES.id, 2L));
        refused("column nodes.id is set twice", () -> update(NODES).set(NODES.id, 1L).set(NODES.id, 2L));
        refused("values(…) without columns(…): name the columns of tree.nodes first", () -> insertInto(NODES).values(1));
        refused("row 0 of the insert into tree.nodes has 1 values for 2 columns [nodes.id, nodes.name]",
                () -> insertInto(NODES).columns(NODES.id, NODES.name).values(1));
        refused("column nodes.name: TEXT takes String, not java.lang.Integer", () -> insertInto(NODES).columns(NODES.name).values(1));
        refused("column nodes.name is TEXT, column nodes.id is BIGINT; use cast",
                () -> insertInto(NODES).columns(NODES.name).values(NODES.id));
        refused("set(nodes.id) after columns(…); give the values with values(…)", () -> insertInto(NODES).columns(NODES.name)
                .set(NODES.id, 1L));
        refused("the columns of the insert into tree.nodes are set already: [nodes.id]",
                () -> insertInto(NODES).columns(NODES.id).columns(NODES.name));
        refused("defaultValues() beside the columns [nodes.id]; a column that is not named takes its default anyway",
                () -> insertInto(NODES).set(NODES.id, 1L).defaultValues());
        refused("the insert into tree.nodes is one of defaultValues() and takes no others",
                () -> insertInto(NODES).defaultValues().set(NODES.id, 1L));
    }

    @Test
    void numbersAreWidenedOnlyWhereNothingIsLost() {
        assertEquals(5L, Types.BIGINT.convert(5));
        assertEquals(5L, Types.BIGINT.convert((byte) 5));
        assertEquals(5, Types.INTEGER.convert((short) 5));
        assertEquals((short) 5, Types.SMALLINT.convert((byte) 5));
        assertEquals(5.0, Types.DOUBLE.convert(5));
        assertEquals(0.5, Types.DOUBLE.convert(0.5f));
        assertEquals(5f, Types.REAL.convert((short) 5));
        assertEquals(BigDecimal.valueOf(5), Types.DECIMAL.convert(5L));
        assertEquals(BigDecimal.TEN, Types.DECIMAL.convert(BigInteger.TEN));
        assertEquals(null, Types.DECIMAL.convert(null));
        for (Executable lossy : List.<Executable>of(() -> Types.INTEGER.convert(5L), () -> Types.DOUBLE.convert(5L),
                () -> Types.REAL.convert(5), () -> Types.DECIMAL.convert(0.1), () -> Types.REAL.convert(0.5), () -> Types.TEXT.convert(1),
                () -> Types.BIGINT.convert(BigInteger.ONE))) {
            assertThrows(ClassCastException.class, lossy);
        }
        assertEquals("BIGINT takes Long, not java.lang.String",
                assertThrows(ClassCastException.class, () -> Types.BIGINT.convert("secret")).getMessage());
    }

    @Test
    void methodsGiveBackNewStatementsAndLeaveTheOldOnes() {
        Select select = selectFrom(NODES);
        Select.Clauses before = select.clauses();
        List<Select> others = List.of(select.where(NODES.id.eq(1L)), select.join(NODES.as("n"), NODES.id.eq(1L)), select.distinct(),
                select.groupBy(NODES.id), select.having(NODES.id.eq(1L)), select.orderBy(NODES.id), select.limit(1), select.offset(1),
                select.leftJoin(NODES.as("n"), NODES.id.eq(1L)), select.rightJoin(NODES.as("n"), NODES.id.eq(1L)),
                select.fullJoin(NODES.as("n"), NODES.id.eq(1L)), select.crossJoin(NODES.as("n")), select.from(NODES.as("n")),
                select.distinctOn(NODES.id), select.limitWithTies(1), select.forUpdate(), select.forShare(), select.forNoKeyUpdate(),
                select.forKeyShare(), select.forUpdate(NODES), select.forUpdate().noWait(), select.forUpdate().skipLocked(),
                select.window(Windows.window("w", Windows.orderBy(NODES.id))));
        assertEquals(before, select.clauses());
        for (Select other : others) {
            assertNotEquals(select, other);
            assertEquals(1, others.stream().filter(other::equals).count());
        }
        Function<Long, List<Object>> changes = id -> List.of(insertInto(NODES).set(NODES.id, id), insertInto(NODES).columns(NODES.id)
                .from(select(NODES.id).from(NODES).where(NODES.id.eq(id))), update(NODES).set(NODES.id, id),
                deleteFrom(NODES).where(NODES.id.eq(id)).limit(id), with(commonTable("c", select)).then(deleteFrom(NODES).limit(id)));
        assertEquals(changes.apply(1L), changes.apply(1L), "equal by their parts");
        assertEquals(changes.apply(1L).hashCode(), changes.apply(1L).hashCode());
        for (int i = 0; i < changes.apply(1L).size(); i++) {
            assertNotEquals(changes.apply(1L).get(i), changes.apply(2L).get(i));
        }
        Insert insert = insertInto(NODES).set(NODES.id, 1L);
        insert.set(NODES.name, "a");
        insert.returning(NODES.id);
        assertTrue(insert.columns().size() == 1 && insert.returning().isEmpty());
        Text text = text("SELECT :a");
        text.bind("a", 1);
        text.readOnly();
        text.columns(NODES.id);
        assertTrue(text.values().isEmpty() && !text.isReadOnly() && text.returned().isEmpty());
    }

    @Test
    void listsThatWereGivenMayChangeAfterwards() {
        List<Long> ids = new ArrayList<>(List.of(1L));
        Condition in = NODES.id.in(ids);
        List<SelectItem> items = new ArrayList<>(List.of(NODES.id));
        Select select = select(items);
        Map<String, Object> values = new java.util.HashMap<>(Map.of("a", 1));
        Text text = text("SELECT :a").bind(values);
        ids.add(2L);
        items.add(NODES.name);
        values.put("b", 2);
        assertEquals(NODES.id.in(1L), in);
        assertEquals(select(NODES.id), select);
        assertEquals(Map.of("a", 1), text.values());
    }

    @Test
    void conditionsOfTheSameOperatorAreOneList() {
        Condition a = NODES.id.eq(1L);
        Condition b = NODES.id.eq(2L);
        Condition c = NODES.id.eq(3L);
        assertEquals(new Junction(Operator.AND, List.of(a, b, c)), a.and(b.and(c)));
        assertEquals(a.and(b).and(c), and(a, and(b, c)));
        assertEquals(a.or(b.and(c)), or(List.of(a, and(b, c))));
        assertNotEquals(a.and(b).or(c), a.and(b.or(c)));
    }
}
