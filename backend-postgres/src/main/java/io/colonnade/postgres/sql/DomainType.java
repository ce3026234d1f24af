// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Converter;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Value;
import io.colonnade.sql.VendorStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A type with conditions of its own on the values of another one, {@code CREATE DOMAIN}. Immutable: each method gives back a new one.
 *
 * @param <T> the Java class of its values
 */
public final class DomainType<T> extends CreatedType {

    private record Check(String name, Expression<Boolean> condition) {
    }

    private final SqlType<T> base;
    private final boolean notNull;
    private final T defaultValue;
    private final List<Check> checks;

    private DomainType(TypeName name, SqlType<T> base, boolean notNull, T defaultValue, List<Check> checks) {
        super(name);
        this.base = base;
        this.notNull = notNull;
        this.defaultValue = defaultValue;
        this.checks = checks;
    }

    /**
     * All values of a type, until {@link #check} says which.
     *
     * @param base the type of which it takes some values
     */
    public static <T> DomainType<T> of(String name, SqlType<T> base) {
        if (base == null) {
            throw TextForm.usage("the base type of domain " + name + " is null");
        }
        return new DomainType<>(new TypeName("DOMAIN", null, name), base, false, null, List.of());
    }

    /** The same in a schema. */
    public DomainType<T> inSchema(String schema) {
        return new DomainType<>(name.inSchema(schema), base, notNull, defaultValue, checks);
    }

    /** NULL is refused. */
    public DomainType<T> notNull() {
        return new DomainType<>(name, base, true, defaultValue, checks);
    }

    /** What a column of the domain gets that has no default of its own. */
    public DomainType<T> defaultValue(T value) {
        return new DomainType<>(name, base, notNull, value, checks);
    }

    /**
     * Only values for which this is true or unknown.
     *
     * @param name the name of the constraint, unique in the domain
     * @param condition gives the condition on the value that it is handed; what it compares with becomes part of the text
     */
    public DomainType<T> check(String name, Function<Expression<T>, Expression<Boolean>> condition) {
        List<Check> all = new ArrayList<>(checks);
        all.add(new Check(TypeName.required(name, "the name of a check of domain " + this.name.name()),
                condition.apply(Sql.fragment("VALUE", base))));
        return new DomainType<>(this.name, base, notNull, defaultValue, List.copyOf(all));
    }

    /** The type of columns and values. Keep it in a constant. */
    @SuppressWarnings("unchecked") // the stored type of one without a converter is itself
    public SqlType<T> type() {
        return base.converter() == null ? stored((SqlType<T>) base.stored()) : converted(base);
    }

    private <D> SqlType<D> stored(SqlType<D> type) {
        boolean casts = base.vendor() != null && base.vendor().castsValues();
        return SqlType.vendor(name.owner(create(), List.of(base), casts), name.spelling(), type.javaType());
    }

    @SuppressWarnings("unchecked") // the converter is one between both
    private SqlType<T> converted(SqlType<T> type) {
        return SqlType.converted((SqlType<Object>) stored(type.stored()), type.javaType(),
                (Converter<T, Object>) type.converter());
    }

    /** CREATE DOMAIN. */
    @Override
    public VendorStatement create() {
        VendorStatement create = name.statement("CREATE", "").words(" AS ").type(base);
        if (defaultValue != null) {
            create = create.words(" DEFAULT ").expression(new Value<>(base, defaultValue));
        }
        create = notNull ? create.words(" NOT NULL") : create;
        for (Check check : checks) {
            create = create.words(" CONSTRAINT ").name(check.name).words(" CHECK (").expression(check.condition).words(")");
        }
        return create;
    }
}
