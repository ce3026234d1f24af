// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType.Family;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes a {@link Dialect}. Not thread-safe; null is refused everywhere. */
public final class DialectBuilder {

    final String name;
    final Set<Feature> features = EnumSet.noneOf(Feature.class);
    final Map<Family, String> typeTemplates = new EnumMap<>(Family.class);
    final Map<Family, String> castTemplates = new EnumMap<>(Family.class);
    final Set<IsolationLevel> isolationLevels = EnumSet.noneOf(IsolationLevel.class);
    final FunctionTemplates functions = new FunctionTemplates();
    final Map<Class<?>, NodeRenderer<?>> overrides = new LinkedHashMap<>();
    String productName;
    String serverVersion = "";
    ParamStyle paramStyle = ParamStyle.QMARK;
    char identifierQuote = '"';
    int maxIdentifierLength = Integer.MAX_VALUE;
    int maxBindParameters = Integer.MAX_VALUE;
    DefaultValues defaultValues = DefaultValues.DEFAULT_VALUES;
    OffsetWithoutLimit offsetWithoutLimit = OffsetWithoutLimit.ALONE;
    SetOperands setOperands = SetOperands.PARENTHESES;
    ValuesForm valuesForm = ValuesForm.COLUMN_LIST;
    GroupingForm groupingForm = GroupingForm.GROUPING_SETS;
    ShareLock shareLock = ShareLock.FOR_SHARE;
    StringAggregation stringAggregation = StringAggregation.STRING_AGG;
    GeneratedKey generatedKey = GeneratedKey.IDENTITY;
    NativeEnum nativeEnum = NativeEnum.NONE;
    IsolationLevel defaultIsolation = IsolationLevel.SERIALIZABLE;
    int pipeliningDepth = 1;
    int concurrentWriters;
    LexicalRules lexicalRules = LexicalRules.ANSI;
    Upsert upsert = Upsert.NONE;
    UpdateFrom updateFrom = UpdateFrom.NONE;
    DeleteUsing deleteUsing = DeleteUsing.NONE;
    LengthUnit identifierLengthUnit = LengthUnit.CHARACTERS;
    DdlRules ddlRules = DdlRules.ANSI;
    CatalogQueries catalogQueries;
    final Map<Family, String> literalTemplates = new EnumMap<>(Family.class);

    DialectBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
        productName = name;
        isolationLevels.add(IsolationLevel.SERIALIZABLE);
        functions.standard();
        for (Family family : List.of(Family.SMALLINT, Family.INTEGER, Family.BIGINT, Family.REAL, Family.BOOLEAN, Family.DATE,
                Family.JSON)) {
            typeTemplates.put(family, family.name());
        }
        typeTemplates.put(Family.DECIMAL, "DECIMAL({precision},{scale})");
        typeTemplates.put(Family.DOUBLE, "DOUBLE PRECISION");
        typeTemplates.put(Family.VARCHAR, "VARCHAR({length})");
        typeTemplates.put(Family.TEXT, "CLOB");
        typeTemplates.put(Family.BINARY, "BLOB");
        typeTemplates.put(Family.TIME, "TIME(6)");
        typeTemplates.put(Family.TIMESTAMP, "TIMESTAMP(6)");
        typeTemplates.put(Family.TIMESTAMP_TZ, "TIMESTAMP(6) WITH TIME ZONE");
        typeTemplates.put(Family.UUID, "CHAR(36)");
        for (Family family : List.of(Family.DATE, Family.TIME, Family.TIMESTAMP)) {
            literalTemplates.put(family, family + " {text}");
        }
        literalTemplates.put(Family.TIMESTAMP_TZ, "TIMESTAMP '{raw}+00:00'");
        literalTemplates.put(Family.BINARY, "X'{hex}'");
        literalTemplates.put(Family.UUID, "{text}");
        literalTemplates.put(Family.JSON, "{text}");
    }

    DialectBuilder(DialectBuilder other) {
        name = other.name;
        features.addAll(other.features);
        typeTemplates.putAll(other.typeTemplates);
        castTemplates.putAll(other.castTemplates);
        isolationLevels.addAll(other.isolationLevels);
        functions.putAll(other.functions);
        overrides.putAll(other.overrides);
        productName = other.productName;
        serverVersion = other.serverVersion;
        paramStyle = other.paramStyle;
        identifierQuote = other.identifierQuote;
        maxIdentifierLength = other.maxIdentifierLength;
        maxBindParameters = other.maxBindParameters;
        defaultValues = other.defaultValues;
        offsetWithoutLimit = other.offsetWithoutLimit;
        setOperands = other.setOperands;
        valuesForm = other.valuesForm;
        groupingForm = other.groupingForm;
        shareLock = other.shareLock;
        stringAggregation = other.stringAggregation;
        generatedKey = other.generatedKey;
        nativeEnum = other.nativeEnum;
        defaultIsolation = other.defaultIsolation;
        pipeliningDepth = other.pipeliningDepth;
        concurrentWriters = other.concurrentWriters;
        lexicalRules = other.lexicalRules;
        upsert = other.upsert;
        updateFrom = other.updateFrom;
        deleteUsing = other.deleteUsing;
        identifierLengthUnit = other.identifierLengthUnit;
        ddlRules = other.ddlRules;
        catalogQueries = other.catalogQueries;
        literalTemplates.putAll(other.literalTemplates);
    }

    /** The product and its version, as the server tells them. */
    public DialectBuilder server(String productName, String serverVersion) {
        this.productName = Objects.requireNonNull(productName, "productName");
        this.serverVersion = Objects.requireNonNull(serverVersion, "serverVersion");
        return this;
    }

    /** Features that the database has. */
    public DialectBuilder with(Feature... features) {
        this.features.addAll(List.of(features));
        return this;
    }

    /** Features that the database lacks after all. */
    public DialectBuilder without(Feature... features) {
        this.features.removeAll(List.of(features));
        return this;
    }

    /** How a placeholder is written; {@link ParamStyle#QMARK} unless said otherwise. */
    public DialectBuilder paramStyle(ParamStyle paramStyle) {
        this.paramStyle = Objects.requireNonNull(paramStyle, "paramStyle");
        return this;
    }

    /** The quote around names; {@code "} unless said otherwise. */
    public DialectBuilder identifierQuote(char identifierQuote) {
        this.identifierQuote = identifierQuote;
        return this;
    }

    /** The greatest length of a name, at least 1. */
    public DialectBuilder maxIdentifierLength(int maxIdentifierLength) {
        this.maxIdentifierLength = atLeast(1, maxIdentifierLength, "maxIdentifierLength");
        return this;
    }

    /** In what the length of a name is counted; in characters unless said otherwise. */
    public DialectBuilder identifierLengthUnit(LengthUnit unit) {
        identifierLengthUnit = Objects.requireNonNull(unit, "unit");
        return this;
    }

    /** The forms in which things are created and dropped. */
    public DialectBuilder ddlRules(DdlRules ddlRules) {
        this.ddlRules = Objects.requireNonNull(ddlRules, "ddlRules");
        return this;
    }

    /** How the database is asked what it holds; without this it cannot be. */
    public DialectBuilder catalogQueries(CatalogQueries catalogQueries) {
        this.catalogQueries = Objects.requireNonNull(catalogQueries, "catalogQueries");
        return this;
    }

    /**
     * How a value of a family is written in SQL text, where that is not the number or the quoted text alone.
     *
     * @param template the spelling; {@code {text}} stands for the value as quoted text, {@code {raw}} for that text without its quotes (of
     *     dates and times, in UTC), {@code {hex}} for its bytes in hexadecimal digits
     */
    public DialectBuilder literal(Family family, String template) {
        String places = switch (family) {
            case BINARY -> "{hex}";
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID -> template.contains("{raw}") ? "{raw}" : "{text}";
            default -> "{text}";
        };
        if (!template.contains(places)) {
            throw usage("The literal template \"" + template + "\" for " + family + " lacks " + places + ".");
        }
        literalTemplates.put(family, template);
        return this;
    }

    /** How many placeholders one statement may have, at least 1. */
    public DialectBuilder maxBindParameters(int maxBindParameters) {
        this.maxBindParameters = atLeast(1, maxBindParameters, "maxBindParameters");
        return this;
    }

    /** How a row of defaults only is inserted. */
    public DialectBuilder defaultValues(DefaultValues defaultValues) {
        this.defaultValues = Objects.requireNonNull(defaultValues, "defaultValues");
        return this;
    }

    /** How rows are skipped without limiting their number. */
    public DialectBuilder offsetWithoutLimit(OffsetWithoutLimit offsetWithoutLimit) {
        this.offsetWithoutLimit = Objects.requireNonNull(offsetWithoutLimit, "offsetWithoutLimit");
        return this;
    }

    /** How a query stands in UNION and its sisters where it cannot stand bare; {@link SetOperands#PARENTHESES} unless said otherwise. */
    public DialectBuilder setOperands(SetOperands setOperands) {
        this.setOperands = Objects.requireNonNull(setOperands, "setOperands");
        return this;
    }

    /** How values are read like a table; {@link ValuesForm#COLUMN_LIST} unless said otherwise. */
    public DialectBuilder valuesForm(ValuesForm valuesForm) {
        this.valuesForm = Objects.requireNonNull(valuesForm, "valuesForm");
        return this;
    }

    /** How rows are grouped in several ways at once; {@link GroupingForm#GROUPING_SETS} unless said otherwise. */
    public DialectBuilder groupingForm(GroupingForm groupingForm) {
        this.groupingForm = Objects.requireNonNull(groupingForm, "groupingForm");
        return this;
    }

    /** How a select locks rows against changes only; {@link ShareLock#FOR_SHARE} unless said otherwise. */
    public DialectBuilder shareLock(ShareLock shareLock) {
        this.shareLock = Objects.requireNonNull(shareLock, "shareLock");
        return this;
    }

    /** How the texts of a group are joined. */
    public DialectBuilder stringAggregation(StringAggregation stringAggregation) {
        this.stringAggregation = Objects.requireNonNull(stringAggregation, "stringAggregation");
        return this;
    }

    /** How a key column with generated values is declared. */
    public DialectBuilder generatedKey(GeneratedKey generatedKey) {
        this.generatedKey = Objects.requireNonNull(generatedKey, "generatedKey");
        return this;
    }

    /** How a type that is limited to a list of labels is declared; {@link NativeEnum#NONE} unless said otherwise. */
    public DialectBuilder nativeEnum(NativeEnum nativeEnum) {
        this.nativeEnum = Objects.requireNonNull(nativeEnum, "nativeEnum");
        return this;
    }

    /**
     * How a family of types is spelled in DDL.
     *
     * @param template the spelling; {@code {length}}, or {@code {precision}} and {@code {scale}}, stand within one parenthesis, which is
     *     left out where a type has none; {@code {precision=65}} says what stands there instead
     */
    public DialectBuilder type(Family family, String template) {
        typeTemplates.put(family, checked(family, template));
        return this;
    }

    /** How a family of types is spelled in CAST, where that is not as in DDL; the template is like that of {@link #type}. */
    public DialectBuilder castType(Family family, String template) {
        castTemplates.put(family, checked(family, template));
        return this;
    }

    private static String checked(Family family, String template) {
        int brace = template.indexOf('{');
        if (family == Family.VENDOR || brace >= 0 && (template.lastIndexOf('(', brace) < 0 || template.indexOf(')', brace) < 0)) {
            throw usage("The type template \"" + template + "\" for " + family + " is not accepted: VENDOR types spell themselves, and "
                    + "{…} stands in parentheses, as in \"VARCHAR({length})\".");
        }
        return template;
    }

    /** Says that the database has nothing to hold values of a family. */
    public DialectBuilder withoutType(Family family) {
        typeTemplates.remove(family);
        return this;
    }

    /**
     * How a function is spelled: <code>{0}</code> to <code>{9}</code> stand for its arguments, <code>{*}</code> for all of them with
     * commas between them, <code>{1*}</code> for those from the second on, <code>{* || }</code> for all with that text between. The
     * template may be an operator or any other expression: parentheses around it and around its arguments are set where they are needed.
     *
     * @throws io.colonnade.error.UsageException for a template with other braces or a question mark
     */
    public DialectBuilder function(PortableFunction function, String template) {
        functions.put(Objects.requireNonNull(function, "function"), null, Objects.requireNonNull(template, "template"));
        return this;
    }

    /** How a function is spelled where its result is of a family; see {@link #function(PortableFunction, String)}. */
    public DialectBuilder function(PortableFunction function, Family result, String template) {
        functions.put(Objects.requireNonNull(function, "function"), Objects.requireNonNull(result, "result"),
                Objects.requireNonNull(template, "template"));
        return this;
    }

    /**
     * How a function of values of a portable type is spelled that only this backend's connections have.
     *
     * @param inDefinition how it is spelled in what the database keeps and others read; null where it is refused there
     */
    public DialectBuilder ownFunction(PortableFunction function, Family result, String template, String inDefinition) {
        functions.putOwn(Objects.requireNonNull(function, "function"), Objects.requireNonNull(result, "result"),
                new FunctionTemplate(Objects.requireNonNull(template, "template"), inDefinition));
        return this;
    }

    /** Says that the database lacks a function, whatever its result. */
    public DialectBuilder withoutFunction(PortableFunction function) {
        functions.remove(function);
        return this;
    }

    /** The isolation levels that a transaction may ask for, the default first. */
    public DialectBuilder isolationLevels(IsolationLevel defaultIsolation, IsolationLevel... others) {
        this.defaultIsolation = Objects.requireNonNull(defaultIsolation, "defaultIsolation");
        isolationLevels.clear();
        isolationLevels.add(defaultIsolation);
        isolationLevels.addAll(List.of(others));
        return this;
    }

    /** How many statements a connection accepts before the first has answered, at least 1. */
    public DialectBuilder pipeliningDepth(int pipeliningDepth) {
        this.pipeliningDepth = atLeast(1, pipeliningDepth, "pipeliningDepth");
        return this;
    }

    /** How many connections may write at the same time; 0 if there is no limit. */
    public DialectBuilder concurrentWriters(int concurrentWriters) {
        this.concurrentWriters = atLeast(0, concurrentWriters, "concurrentWriters");
        return this;
    }

    /** How SQL text is split where parameters are looked for. */
    public DialectBuilder lexicalRules(LexicalRules lexicalRules) {
        this.lexicalRules = Objects.requireNonNull(lexicalRules, "lexicalRules");
        return this;
    }

    /** How a row is inserted whose key may be there already; {@link Upsert#NONE} unless said otherwise. */
    public DialectBuilder upsert(Upsert upsert) {
        this.upsert = Objects.requireNonNull(upsert, "upsert");
        return this;
    }

    /** How an update reads further tables; {@link UpdateFrom#NONE} unless said otherwise. */
    public DialectBuilder updateFrom(UpdateFrom updateFrom) {
        this.updateFrom = Objects.requireNonNull(updateFrom, "updateFrom");
        return this;
    }

    /** How a delete reads further tables; {@link DeleteUsing#NONE} unless said otherwise. */
    public DialectBuilder deleteUsing(DeleteUsing deleteUsing) {
        this.deleteUsing = Objects.requireNonNull(deleteUsing, "deleteUsing");
        return this;
    }

    /** Writes nodes of exactly that class in place of the compiler. Dialects are equal only if they have the same renderer object. */
    public <N> DialectBuilder override(Class<N> nodeClass, NodeRenderer<? super N> renderer) {
        overrides.put(Objects.requireNonNull(nodeClass, "nodeClass"), Objects.requireNonNull(renderer, "renderer"));
        return this;
    }

    /**
     * Makes the dialect; the builder can be used further.
     *
     * @throws io.colonnade.error.UsageException if there are more than {@value Dialect#MAX_OVERRIDES} overrides
     */
    public Dialect build() {
        if (overrides.size() > Dialect.MAX_OVERRIDES) {
            throw usage("The dialect " + name + " has " + overrides.size() + " overrides " + names(overrides.keySet()) + "; at most "
                    + Dialect.MAX_OVERRIDES + " are accepted. Use the components of the dialect, or add a node to the tree.");
        }
        return Dialect.of(new DialectBuilder(this));
    }

    private static List<String> names(Collection<Class<?>> classes) {
        return classes.stream().map(Class::getSimpleName).toList();
    }

    private static int atLeast(int minimum, int value, String component) {
        if (value < minimum) {
            throw usage("The component " + component + " of a dialect is at least " + minimum + "; given was " + value + ".");
        }
        return value;
    }

    private static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
