// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DialectTest {

    private static final NodeRenderer<Object> RENDERER = (node, out) -> out.sql("x");

    /** One change for each component, by its name. */
    private static Map<String, Consumer<DialectBuilder>> changes() {
        Map<String, Consumer<DialectBuilder>> changes = new LinkedHashMap<>();
        changes.put("productName", b -> b.server("Other", ""));
        changes.put("serverVersion", b -> b.server("ansi", "3.54"));
        changes.put("features", b -> b.with(Feature.SAVEPOINTS));
        changes.put("paramStyle", b -> b.paramStyle(ParamStyle.DOLLAR_NUMERIC));
        changes.put("identifierQuote", b -> b.identifierQuote('`'));
        changes.put("maxIdentifierLength", b -> b.maxIdentifierLength(63));
        changes.put("maxBindParameters", b -> b.maxBindParameters(999));
        changes.put("defaultValues", b -> b.defaultValues(DefaultValues.NONE));
        changes.put("offsetWithoutLimit", b -> b.offsetWithoutLimit(OffsetWithoutLimit.LIMIT_MINUS_ONE));
        changes.put("setOperands", b -> b.setOperands(SetOperands.DERIVED_TABLE));
        changes.put("valuesForm", b -> b.valuesForm(ValuesForm.UNION_ALL));
        changes.put("groupingForm", b -> b.groupingForm(GroupingForm.NONE));
        changes.put("shareLock", b -> b.shareLock(ShareLock.LOCK_IN_SHARE_MODE));
        changes.put("stringAggregation", b -> b.stringAggregation(StringAggregation.GROUP_CONCAT));
        changes.put("generatedKey", b -> b.generatedKey(GeneratedKey.SERIAL));
        changes.put("nativeEnum", b -> b.nativeEnum(NativeEnum.INLINE));
        changes.put("typeTemplates", b -> b.type(Family.TEXT, "TEXT"));
        changes.put("castTemplates", b -> b.castType(Family.TEXT, "CHAR"));
        changes.put("functionTemplates", b -> b.function(PortableFunction.CONCAT, "concat({*})"));
        changes.put("isolationLevels", b -> b.isolationLevels(IsolationLevel.SERIALIZABLE, IsolationLevel.READ_COMMITTED));
        changes.put("defaultIsolation", b -> b.isolationLevels(IsolationLevel.READ_COMMITTED));
        changes.put("pipeliningDepth", b -> b.pipeliningDepth(2));
        changes.put("concurrentWriters", b -> b.concurrentWriters(1));
        changes.put("lexicalRules", b -> b.lexicalRules(Rules.SQLITE));
        changes.put("upsert", b -> b.upsert(Upsert.ON_CONFLICT));
        changes.put("updateFrom", b -> b.updateFrom(UpdateFrom.FROM));
        changes.put("deleteUsing", b -> b.deleteUsing(DeleteUsing.USING));
        changes.put("identifierLengthUnit", b -> b.identifierLengthUnit(LengthUnit.BYTES));
        changes.put("ddlRules", b -> b.ddlRules(DdlRules.ANSI.withSequences(SequenceForm.NONE)));
        changes.put("catalogQueries", b -> b.catalogQueries(new CatalogQueries("t", "c", "k", "f", "i")));
        changes.put("literalTemplates", b -> b.literal(Family.DATE, "{text}"));
        changes.put("overrides", b -> b.override(String.class, RENDERER));
        return changes;
    }

    @Test
    void isEqualByAllItsComponents() {
        Dialect plain = Dialect.ansi("ansi");
        assertEquals(plain, Dialect.ansi("ansi"));
        assertEquals(plain.hashCode(), Dialect.ansi("ansi").hashCode());
        assertNotEquals(plain, Dialect.ansi("other"));
        Map<String, Consumer<DialectBuilder>> changes = changes();
        Set<String> expected = new java.util.HashSet<>(plain.components().keySet());
        expected.remove("name");
        assertEquals(expected, changes.keySet(), "one change for each component");
        changes.forEach((component, change) -> {
            DialectBuilder builder = plain.toBuilder();
            change.accept(builder);
            Dialect changed = builder.build();
            assertNotEquals(plain, changed, component);
            assertNotEquals(plain.components().get(component), changed.components().get(component), component);
            assertEquals(changed, changed.toBuilder().build(), component);
            assertTrue(changed.toString().contains(component + "="), component);
        });
    }

    /** So that the dialects of all connections to one server are told apart by identity. */
    @Test
    void isOneObjectForTheSameComponents() {
        DialectBuilder builder = Dialect.builder("x").server("X", "1").with(Feature.SAVEPOINTS);
        Dialect first = builder.build();
        assertSame(first, builder.build());
        assertSame(first, Dialect.builder("x").with(Feature.SAVEPOINTS).server("X", "1").build());
        assertNotEquals(first, builder.server("X", "2").build());
    }

    @Test
    void doesNotChangeWithItsBuilder() {
        DialectBuilder builder = Dialect.builder("x");
        Dialect dialect = builder.build();
        changes().values().forEach(change -> change.accept(builder));
        assertEquals(Dialect.ansi("x"), dialect);
        assertFalse(dialect.has(Feature.SAVEPOINTS));
        assertTrue(builder.build().has(Feature.SAVEPOINTS));
        assertFalse(builder.without(Feature.SAVEPOINTS).build().has(Feature.SAVEPOINTS));
        assertThrows(UnsupportedOperationException.class, () -> dialect.isolationLevels().clear());
        assertThrows(UnsupportedOperationException.class, () -> ((Set<?>) dialect.components().get("features")).clear());
    }

    @Test
    void spellsTypes() {
        Dialect dialect = Dialect.builder("x").type(Family.DECIMAL,
                "NUMERIC({precision},{scale}) CHECKED").withoutType(Family.UUID).build();
        assertEquals("VARCHAR(100)", dialect.typeName(Types.varchar(100)));
        assertEquals("VARCHAR", dialect.typeName(new SqlType<>(Family.VARCHAR, String.class, -1, -1, null)));
        assertEquals("NUMERIC(30,20) CHECKED", dialect.typeName(Types.decimal(30, 20)));
        assertEquals("NUMERIC CHECKED", dialect.typeName(Types.DECIMAL));
        assertEquals("INTEGER", dialect.typeName(Types.INTEGER));
        assertEquals("tsvector", dialect.typeName(SqlType.vendor("tsvector", String.class)));
        StatementException missing = assertThrows(StatementException.class, () -> dialect.typeName(Types.UUID));
        assertEquals(ErrorKind.UNSUPPORTED, missing.kind());
        assertTrue(missing.getMessage().contains("UUID"), missing.getMessage());
        assertThrows(UsageException.class, () -> Dialect.builder("x").type(Family.VARCHAR, "VARCHAR {length}"));
        assertThrows(UsageException.class, () -> Dialect.builder("x").type(Family.VENDOR, "X"));
    }

    @Test
    void spellsTypesInCasts() {
        Dialect dialect = Dialect.builder("x").type(Family.DECIMAL, "DECIMAL({precision=65},{scale=30})")
                .castType(Family.VARCHAR, "CHAR({length})").castType(Family.BIGINT, "SIGNED").build();
        assertEquals("DECIMAL(65,30)", dialect.typeName(Types.DECIMAL));
        assertEquals("DECIMAL(8,2)", dialect.castName(Types.decimal(8, 2)));
        assertEquals("CHAR(7)", dialect.castName(Types.varchar(7)));
        assertEquals("SIGNED", dialect.castName(Types.BIGINT));
        assertEquals("BIGINT", dialect.typeName(Types.BIGINT));
    }

    @Test
    void takesFiveOverridesAndNoMore() {
        DialectBuilder builder = Dialect.builder("x").override(String.class, RENDERER).override(Integer.class, RENDERER)
                .override(Long.class, RENDERER).override(Short.class, RENDERER).override(Byte.class, RENDERER);
        Dialect five = builder.build();
        assertSame(RENDERER, five.override(String.class));
        assertNull(five.override(Double.class));
        UsageException refused = assertThrows(UsageException.class, () -> builder.override(Double.class, RENDERER).build());
        assertTrue(refused.getMessage().contains("Double") && refused.getMessage().contains("6"), refused.getMessage());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(UsageException.class, () -> Dialect.builder("x").pipeliningDepth(0));
        assertThrows(UsageException.class, () -> Dialect.builder("x").concurrentWriters(-1));
        assertThrows(UsageException.class, () -> Dialect.builder("x").maxIdentifierLength(0));
        assertThrows(UsageException.class, () -> Dialect.builder("x").maxBindParameters(0));
        assertThrows(UsageException.class, () -> new LexicalRules(Set.of(LexicalRules.Quote.DOUBLE), Set.of(LexicalRules.Quote.DOUBLE),
                false,
                false, false, false, false, LexicalRules.DashComments.ALWAYS, false, ""));
    }

    @Test
    void writesPlaceholders() {
        StringBuilder sql = new StringBuilder();
        ParamStyle.QMARK.append(sql, 7);
        ParamStyle.DOLLAR_NUMERIC.append(sql, 12);
        assertEquals("?$12", sql.toString());
    }
}
