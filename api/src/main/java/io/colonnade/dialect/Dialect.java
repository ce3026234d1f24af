// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Index;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.Script;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableConstraint;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What one database can do and how it spells it: plain data, immutable, equal by its components. What a backend declares before it has met
 * a server it resolves when it connects, by {@link #toBuilder()}.
 *
 * <p>Nobody subclasses it. What data cannot say is an override: a renderer for one class of node, at most {@value #MAX_OVERRIDES} of them.
 */
public final class Dialect {

    /** How many overrides a dialect may have; more would mean that the tree lacks a node. */
    public static final int MAX_OVERRIDES = 5;

    /** Every connection resolves its own and every call compares them, which is quick only among the same objects. */
    private static final Map<Dialect, WeakReference<Dialect>> KNOWN = new WeakHashMap<>();

    private final DialectBuilder values;
    private final Map<String, Object> components;
    private final int hash;

    private Dialect(DialectBuilder values) {
        this.values = values;
        components = components(values);
        hash = components.hashCode();
    }

    /** The one object for all dialects of these components. */
    static Dialect of(DialectBuilder values) {
        Dialect dialect = new Dialect(values);
        synchronized (KNOWN) {
            WeakReference<Dialect> known = KNOWN.get(dialect);
            Dialect first = known == null ? null : known.get();
            if (first == null) {
                KNOWN.put(dialect, new WeakReference<>(dialect));
            }
            return first == null ? dialect : first;
        }
    }

    private static Map<String, Object> components(DialectBuilder values) {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("name", values.name);
        components.put("productName", values.productName);
        components.put("serverVersion", values.serverVersion);
        components.put("features", Collections.unmodifiableSet(values.features));
        components.put("paramStyle", values.paramStyle);
        components.put("identifierQuote", values.identifierQuote);
        components.put("maxIdentifierLength", values.maxIdentifierLength);
        components.put("maxBindParameters", values.maxBindParameters);
        components.put("defaultValues", values.defaultValues);
        components.put("offsetWithoutLimit", values.offsetWithoutLimit);
        components.put("setOperands", values.setOperands);
        components.put("valuesForm", values.valuesForm);
        components.put("groupingForm", values.groupingForm);
        components.put("shareLock", values.shareLock);
        components.put("stringAggregation", values.stringAggregation);
        components.put("generatedKey", values.generatedKey);
        components.put("nativeEnum", values.nativeEnum);
        components.put("typeTemplates", Collections.unmodifiableMap(values.typeTemplates));
        components.put("castTemplates", Collections.unmodifiableMap(values.castTemplates));
        components.put("functionTemplates", values.functions);
        components.put("isolationLevels", Collections.unmodifiableSet(values.isolationLevels));
        components.put("defaultIsolation", values.defaultIsolation);
        components.put("pipeliningDepth", values.pipeliningDepth);
        components.put("concurrentWriters", values.concurrentWriters);
        components.put("lexicalRules", values.lexicalRules);
        components.put("upsert", values.upsert);
        components.put("updateFrom", values.updateFrom);
        components.put("deleteUsing", values.deleteUsing);
        components.put("identifierLengthUnit", values.identifierLengthUnit);
        components.put("ddlRules", values.ddlRules);
        components.put("catalogQueries", Optional.ofNullable(values.catalogQueries));
        components.put("literalTemplates", Collections.unmodifiableMap(values.literalTemplates));
        components.put("overrides", Collections.unmodifiableMap(values.overrides));
        return Collections.unmodifiableMap(components);
    }

    /** Starts from the spelling of the SQL standard, no {@link Feature} and no limits. */
    public static DialectBuilder builder(String name) {
        return new DialectBuilder(name);
    }

    /** The spelling of the SQL standard, no {@link Feature} and no limits. */
    public static Dialect ansi(String name) {
        return builder(name).build();
    }

    /** Starts from this dialect. */
    public DialectBuilder toBuilder() {
        return new DialectBuilder(values);
    }

    /** Its name, in lower case: {@code sqlite}. */
    public String name() {
        return values.name;
    }

    /** How the server calls itself; the dialect's name until a server was met. */
    public String productName() {
        return values.productName;
    }

    /** The server's version as it tells it; empty until a server was met. */
    public String serverVersion() {
        return values.serverVersion;
    }

    /** Whether the database has a feature. */
    public boolean has(Feature feature) {
        return values.features.contains(feature);
    }

    /** How a placeholder is written. */
    public ParamStyle paramStyle() {
        return values.paramStyle;
    }

    /** The quote around names; doubled within one. */
    public char identifierQuote() {
        return values.identifierQuote;
    }

    /** The greatest length of a name; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxIdentifierLength() {
        return values.maxIdentifierLength;
    }

    /** In what the length of a name is counted. */
    public LengthUnit identifierLengthUnit() {
        return values.identifierLengthUnit;
    }

    /** The forms in which things are created and dropped. */
    public DdlRules ddlRules() {
        return values.ddlRules;
    }

    /** How the database is asked what it holds; empty where it cannot be. */
    public Optional<CatalogQueries> catalogQueries() {
        return Optional.ofNullable(values.catalogQueries);
    }

    /** How a value of a family is written in SQL text; null where it is the number or the quoted text alone. */
    String literalTemplate(Family family) {
        return values.literalTemplates.get(family);
    }

    /**
     * The text that a statement is sent as, with placeholders. No connection is needed.
     *
     * @throws DatabaseException of kind USAGE or UNSUPPORTED where the statement is refused
     */
    public String sql(Statement statement) {
        return Printer.sql(this, statement);
    }

    /**
     * A statement for people to read: the text with its values in it. It is never sent; parameters that have no value yet, and values of
     * which the database has no text, stay placeholders.
     *
     * @throws DatabaseException of kind USAGE or UNSUPPORTED where the statement is refused
     */
    public String print(Statement statement) {
        return Printer.print(this, statement);
    }

    /** The statements of a script, one behind the other, for people to read. */
    public String print(Script script) {
        return Printer.print(this, script);
    }

    /** The statements of a script, in the order in which they are run. */
    public List<Statement> statements(Script script) {
        return ScriptStatements.of(this, script);
    }

    /** The name of an index in this database: its own, or that of the naming convention, cut to what the database takes. */
    public String indexName(Index index) {
        return GeneratedNames.of(this, index);
    }

    /** The name of a constraint in this database, which may be cut as that of an index; empty where the database names it. */
    public Optional<String> constraintName(Table table, TableConstraint constraint) {
        return Optional.ofNullable(GeneratedNames.of(this, table, constraint));
    }

    /** How many placeholders one statement may have; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxBindParameters() {
        return values.maxBindParameters;
    }

    /** How a row of defaults only is inserted. */
    public DefaultValues defaultValues() {
        return values.defaultValues;
    }

    /** How rows are skipped without limiting their number. */
    public OffsetWithoutLimit offsetWithoutLimit() {
        return values.offsetWithoutLimit;
    }

    /** How a query stands in UNION, INTERSECT or EXCEPT where it cannot stand bare. */
    public SetOperands setOperands() {
        return values.setOperands;
    }

    /** How values are read like a table. */
    public ValuesForm valuesForm() {
        return values.valuesForm;
    }

    /** How rows are grouped in several ways at once. */
    public GroupingForm groupingForm() {
        return values.groupingForm;
    }

    /** How a select locks rows against changes only. */
    public ShareLock shareLock() {
        return values.shareLock;
    }

    /** How the texts of a group are joined. */
    public StringAggregation stringAggregation() {
        return values.stringAggregation;
    }

    /** How a key column with generated values is declared. */
    public GeneratedKey generatedKey() {
        return values.generatedKey;
    }

    /** How a type that is limited to a list of labels is declared. */
    public NativeEnum nativeEnum() {
        return values.nativeEnum;
    }

    /**
     * How a type is spelled in DDL. Where the type has no length or precision, the template's own stands, and where it has none, the
     * parenthesis that would hold it is left out.
     *
     * @throws DatabaseException of kind UNSUPPORTED if the database has nothing to hold such values, or the type is one of another database
     */
    public String typeName(SqlType<?> type) {
        requireOwn(type);
        if (type.vendorName() != null) {
            return type.vendorName();
        }
        return spell(values.typeTemplates.get(type.family()), type);
    }

    /**
     * How a type is spelled in CAST.
     *
     * @throws DatabaseException of kind UNSUPPORTED if the database has nothing to hold such values, or the type is one of another database
     */
    public String castName(SqlType<?> type) {
        requireOwn(type);
        String template = values.castTemplates.get(type.family());
        if (template == null && type.family() != SqlType.Family.VENDOR) {
            template = values.typeTemplates.get(type.family());
        }
        return template == null ? typeName(type) : spell(template, type);
    }

    /** Refuses a type that only another database has. */
    void requireOwn(SqlType<?> type) {
        if (type != null && type.vendor() != null && !type.vendor().dialect().equals(name())) {
            throw Refusal.unsupported(this, "type " + type.vendorName() + " of " + type.vendor().dialect(),
                    "use one of the portable types, or declare the table without that column for this database");
        }
    }

    private String spell(String template, SqlType<?> type) {
        if (template == null) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "The dialect " + name() + " has no type for " + type.family()
                    + ". Use another type for that column, or SqlType.vendor with the database's own spelling.").build();
        }
        int brace = template.indexOf('{');
        if (brace >= 0 && type.length() < 0 && template.indexOf('=', brace) < 0) {
            int open = template.lastIndexOf('(', brace);
            return template.substring(0, open) + template.substring(template.indexOf(')', brace) + 1);
        }
        String length = type.length() < 0 ? "$2" : Integer.toString(type.length());
        String scale = type.length() < 0 ? "$2" : Integer.toString(Math.max(0, type.scale()));
        return template.replaceAll("\\{(length|precision)=?(\\d*)}", length).replaceAll("\\{(scale)=?(\\d*)}", scale);
    }

    /** Whether the database has a function, at least for results of some types. */
    public boolean has(PortableFunction function) {
        return values.functions.has(function);
    }

    /** How a function is spelled where its result is of that type; null where the database lacks it. */
    FunctionTemplate template(PortableFunction function, SqlType<?> type) {
        return values.functions.get(function, type);
    }

    /** How functions are spelled. */
    FunctionTemplates functions() {
        return values.functions;
    }

    /** The isolation levels that a transaction may ask for. */
    public Set<IsolationLevel> isolationLevels() {
        return Collections.unmodifiableSet(values.isolationLevels);
    }

    /** The isolation level of a transaction that asks for none. */
    public IsolationLevel defaultIsolation() {
        return values.defaultIsolation;
    }

    /** How many statements a connection accepts before the first has answered; 1 if it takes one after the other. */
    public int pipeliningDepth() {
        return values.pipeliningDepth;
    }

    /** How many connections may write at the same time; 0 if there is no limit. */
    public int concurrentWriters() {
        return values.concurrentWriters;
    }

    /** How SQL text is split where parameters are looked for. */
    public LexicalRules lexicalRules() {
        return values.lexicalRules;
    }

    /** How a row is inserted whose key may be there already. */
    public Upsert upsert() {
        return values.upsert;
    }

    /** How an update reads further tables. */
    public UpdateFrom updateFrom() {
        return values.updateFrom;
    }

    /** How a delete reads further tables. */
    public DeleteUsing deleteUsing() {
        return values.deleteUsing;
    }

    /** The renderer that stands in for the compiler where a node of exactly that class is written, or null. */
    @SuppressWarnings("unchecked") // put in under the same class by DialectBuilder.override
    public <N> NodeRenderer<? super N> override(Class<N> nodeClass) {
        return (NodeRenderer<? super N>) values.overrides.get(nodeClass);
    }

    /** All components by name, in a fixed order, for reports. Unmodifiable. */
    public Map<String, Object> components() {
        return components;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Dialect dialect && hash == dialect.hash && components.equals(dialect.components);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Dialect" + components;
    }
}
