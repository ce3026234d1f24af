// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.flips;

import io.colonnade.dialect.CatalogQueries;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.error.DatabaseException;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All claims of a dialect, each turned round by itself. */
final class DialectFlips {

    /** What is a backend's own word or code, of which no statement can tell anything. */
    static final Set<String> NOT_PROVABLE = Set.of("name", "overrides");

    /** To have none of these is to claim that an operator or a CAST of the database's own does the same. */
    private static final Set<PortableFunction> ELSE_AN_OPERATOR =
            EnumSet.of(PortableFunction.INTEGER_DIVISION, PortableFunction.NEAREST_INTEGER);

    private final Dialect dialect;
    private final List<Flip> flips = new ArrayList<>();

    private DialectFlips(Dialect dialect) {
        this.dialect = dialect;
    }

    static List<Flip> of(Dialect dialect) {
        DialectFlips all = new DialectFlips(dialect);
        all.features();
        all.constants();
        all.limits();
        all.isolation();
        all.spellings();
        all.functions();
        all.records();
        all.add("productName", "another", true, builder -> builder.server("Another", dialect.serverVersion()));
        all.add("serverVersion", "another", true, builder -> builder.server(dialect.productName(), "0.0.0-other"));
        return all.flips;
    }

    private void add(String component, String claim, boolean over, UnaryOperator<DialectBuilder> change) {
        flips.add(new Flip(component, claim, over, change));
    }

    private void features() {
        for (Feature feature : Feature.values()) {
            boolean has = dialect.has(feature);
            add("features", feature.name(), !has, builder -> has ? builder.without(feature) : builder.with(feature));
        }
    }

    /** The components that are one constant of several. */
    private void constants() {
        dialect.components().forEach((component, value) -> {
            if (value instanceof Enum<?> constant && !component.equals("defaultIsolation")) {
                for (Enum<?> other : constant.getDeclaringClass().getEnumConstants()) {
                    if (other != constant) {
                        add(component, "as " + other, !other.name().equals("NONE"), builder -> set(builder, component, other));
                    }
                }
            }
        });
        for (char quote : new char[] {'"', '`'}) {
            if (quote != dialect.identifierQuote()) {
                add("identifierQuote", "as " + quote, true, builder -> builder.identifierQuote(quote));
            }
        }
    }

    private static DialectBuilder set(DialectBuilder builder, String component, Enum<?> value) {
        try {
            return (DialectBuilder) DialectBuilder.class.getMethod(component, value.getDeclaringClass()).invoke(builder, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the builder has no method for " + component, e);
        }
    }

    private void limits() {
        boolean limited = dialect.maxIdentifierLength() < Integer.MAX_VALUE;
        add("maxIdentifierLength", limited ? "one more" : "as 100", limited,
                builder -> builder.maxIdentifierLength(limited ? dialect.maxIdentifierLength() + 1 : 100));
        add("maxBindParameters", "without limit", true, builder -> builder.maxBindParameters(Integer.MAX_VALUE));
        add("maxBindParameters", "as 100", false, builder -> builder.maxBindParameters(100));
        add("pipeliningDepth", "as 8", true, builder -> builder.pipeliningDepth(8));
        boolean free = dialect.concurrentWriters() == 0;
        add("concurrentWriters", free ? "as 1" : "without limit", !free, builder -> builder.concurrentWriters(free ? 1 : 0));
    }

    private void isolation() {
        IsolationLevel usual = dialect.defaultIsolation();
        for (IsolationLevel level : IsolationLevel.values()) {
            Set<IsolationLevel> others = EnumSet.copyOf(dialect.isolationLevels());
            boolean listed = others.contains(level);
            if (level != usual) {
                add("defaultIsolation", "as " + level, level.compareTo(usual) > 0,
                        builder -> builder.isolationLevels(level, others.toArray(new IsolationLevel[0])));
                Set<IsolationLevel> changed = EnumSet.copyOf(others);
                changed.remove(level);
                add("isolationLevels", (listed ? "without " : "with ") + level, !listed, builder -> builder.isolationLevels(usual,
                        listed ? changed.toArray(new IsolationLevel[0]) : new IsolationLevel[] {level}));
            }
        }
    }

    private void spellings() {
        for (Family family : EnumSet.complementOf(EnumSet.of(Family.VENDOR))) {
            add("typeTemplates", family + " as an unknown type", true, builder -> builder.type(family, "COLONNADE_TCK_NONE"));
            add("castTemplates", family + " as an unknown type", true, builder -> builder.castType(family, "COLONNADE_TCK_NONE"));
            if (family == Family.BOOLEAN) {
                continue; // written as TRUE or 1, by no template
            }
            String wrong = switch (family) {
                case BINARY -> "'{hex}'";
                case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID -> "'{raw} x'";
                case VARCHAR, TEXT, JSON -> "concat('x', {text})";
                default -> "nullif({text}, {text})";
            };
            add("literalTemplates", family + " as " + wrong, true, builder -> builder.literal(family, wrong));
        }
        CatalogQueries known = dialect.catalogQueries().orElse(new CatalogQueries("SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1",
                "SELECT 1"));
        add("catalogQueries", "keys for columns", true, builder -> builder.catalogQueries(new CatalogQueries(known.tables(), known.keys(),
                known.keys(), known.foreignKeys(), known.indexes())));
    }

    private void functions() {
        for (PortableFunction function : PortableFunction.values()) {
            String wrong = function == PortableFunction.NOW || function == PortableFunction.CURRENT_DATE ? "NULL" : "{0}";
            if (!function.isOfFamily()) {
                add("functionTemplates", function + " as " + wrong, true,
                        builder -> builder.withoutFunction(function).function(function, wrong));
            }
            if (dialect.has(function) && !ELSE_AN_OPERATOR.contains(function)) {
                add("functionTemplates", function + " as none", false, builder -> builder.withoutFunction(function));
            }
        }
    }

    private void records() {
        record("lexicalRules", LexicalRules.class, dialect.lexicalRules(), DialectBuilder::lexicalRules);
        record("ddlRules", DdlRules.class, dialect.ddlRules(), DialectBuilder::ddlRules);
    }

    private interface Setter<R> {
        DialectBuilder set(DialectBuilder builder, R value);
    }

    private <R extends Record> void record(String component, Class<R> type, R declared, Setter<R> setter) {
        RecordComponent[] parts = type.getRecordComponents();
        for (int i = 0; i < parts.length; i++) {
            for (Map.Entry<String, Object> other : others(parts[i].getName(), values(declared)[i]).entrySet()) {
                Object[] values = values(declared);
                values[i] = other.getValue();
                R changed = made(type, values);
                if (changed != null) {
                    boolean less = "NONE".equals(String.valueOf(other.getValue())) || other.getKey().startsWith("without ");
                    add(component, parts[i].getName() + " " + other.getKey(), !less,
                            builder -> setter.set(builder, changed));
                }
            }
        }
    }

    private static Object[] values(Record declared) {
        return Arrays.stream(declared.getClass().getRecordComponents()).map(part -> {
            try {
                return part.getAccessor().invoke(declared);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }).toArray();
    }

    /** The record; null where it refuses the values together. */
    private static <R extends Record> R made(Class<R> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof DatabaseException) {
                return null;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> others(String part, Object value) {
        Map<String, Object> others = new java.util.LinkedHashMap<>();
        if (value instanceof Boolean flag) {
            others.put("as " + !flag, !flag);
        } else if (value instanceof Enum<?> constant) {
            for (Enum<?> other : constant.getDeclaringClass().getEnumConstants()) {
                if (other != constant) {
                    others.put("as " + other, other);
                }
            }
        } else if (value instanceof LexicalRules.VersionComments run) {
            others.put(run.serverVersion() == 0 ? "of 8.0.0" : "without them",
                    new LexicalRules.VersionComments(run.serverVersion() == 0 ? 80_000 : 0, run.mariaDb()));
            others.put("as of " + (run.mariaDb() ? "MySQL" : "MariaDB"),
                    new LexicalRules.VersionComments(Math.max(run.serverVersion(), 80_000), !run.mariaDb()));
        } else if (value instanceof Set<?> quotes) {
            for (LexicalRules.Quote quote : LexicalRules.Quote.values()) {
                Set<Object> changed = new HashSet<>(quotes);
                others.put((changed.remove(quote) ? "without " : "with ") + quote, changed);
                if (!quotes.contains(quote)) {
                    changed.add(quote);
                }
            }
        } else if (part.equals("parameterPrefixes")) {
            for (String prefix : List.of("$", "@", ":")) {
                String text = (String) value;
                others.put((text.contains(prefix) ? "without " : "with ") + prefix, text.contains(prefix) ? text.replace(prefix, "")
                        : text + prefix);
            }
        } else if (part.equals("optionSeparator")) {
            others.put("as another", value.equals(" ") ? ", " : " ");
        } else {
            others.put(value.equals("") ? "as SELECT 1" : "empty", value.equals("") ? "SELECT 1" : "");
        }
        return others;
    }
}
