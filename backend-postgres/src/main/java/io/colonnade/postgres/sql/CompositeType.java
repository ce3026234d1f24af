// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.dialect.Fraction;
import io.colonnade.sql.Converter;
import io.colonnade.sql.Expression;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.VendorStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.regex.Pattern;

/**
 * A type of several fields, {@code CREATE TYPE … AS (…)}, whose values are instances of a Java record. Immutable.
 *
 * @param <R> the record
 */
public final class CompositeType<R extends Record> extends CreatedType {

    private static final Pattern BARE = Pattern.compile("[a-z_][a-z0-9_]*");

    /**
     * A field. Made with {@link CompositeType#field}.
     *
     * @param name its name
     * @param type its type
     * @param <T> the Java class of its values
     */
    public record Field<T>(String name, SqlType<T> type) {

        public Field {
            TypeName.required(name, "the name of a field");
            TextForm.require(type, "the type of field " + name);
        }
    }

    /** Composites as the server writes them. */
    record Text<R extends Record>(Class<R> type, List<SqlType<?>> fields) implements Converter<R, String> {

        @Override
        public String toDatabase(R value) {
            RecordAccess access = RecordAccess.of(type);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < fields.size(); i++) {
                text.append(i == 0 ? '(' : ',');
                Object one = access.value(value, i);
                if (one != null) {
                    TextScanner.append(text, TextForm.write(fields.get(i), one), "(),");
                }
            }
            return text.append(')').toString();
        }

        @Override
        public boolean dropsFraction(R value) {
            RecordAccess access = RecordAccess.of(type);
            return IntStream.range(0, fields.size()).anyMatch(i -> Fraction.isFiner(fields.get(i), access.value(value, i)));
        }

        @Override
        public R fromDatabase(String text) {
            return fromDatabase(new TextScanner(text, "a composite of " + fields.size() + " fields"));
        }

        R fromDatabase(TextScanner scanner) {
            Object[] values = new Object[fields.size()];
            scanner.expect("(");
            for (int i = 0; i < values.length; i++) {
                String one = scanner.part(",)");
                values[i] = one.isEmpty() && !scanner.wasQuoted() ? null : TextForm.read(fields.get(i), one);
                scanner.expect(i == values.length - 1 ? ")" : ",");
            }
            scanner.expectEnd();
            return type.cast(RecordAccess.of(type).make(values));
        }
    }

    private final Class<R> type;
    private final List<Field<?>> fields;

    private CompositeType(TypeName name, Class<R> type, List<Field<?>> fields) {
        super(name);
        this.type = type;
        this.fields = fields;
    }

    /** A field of a composite. */
    public static <T> Field<T> field(String name, SqlType<T> type) {
        return new Field<>(name, type);
    }

    /**
     * A composite whose fields are the components of a record, in the same order.
     *
     * @param type the record; its package is exported or open to {@code io.colonnade.backend.postgres}
     * @param fields the fields; the Java class of each is that of its component
     */
    public static <R extends Record> CompositeType<R> of(String name, Class<R> type, Field<?>... fields) {
        if (type == null) {
            throw TextForm.usage("the record of type " + name + " is null");
        }
        RecordAccess access = RecordAccess.of(type);
        if (fields.length != access.size() || fields.length == 0) {
            throw TextForm.usage("type " + name + " has " + fields.length + " fields, but record " + type.getSimpleName() + " has "
                    + access.size() + " components; give one field for each, in the same order");
        }
        for (int i = 0; i < fields.length; i++) {
            if (access.boxed(i) != fields[i].type().javaType()) {
                throw TextForm.usage("field " + fields[i].name() + " of type " + name + " is a "
                        + fields[i].type().javaType().getSimpleName() + ", but component " + access.name(i) + " of record "
                        + type.getSimpleName() + " is a " + access.boxed(i).getSimpleName()
                        + "; give the fields in the order of the components, with types of their classes");
            }
        }
        return new CompositeType<>(new TypeName("TYPE", null, name), type, List.copyOf(Arrays.asList(fields)));
    }

    /** The same in a schema. */
    public CompositeType<R> inSchema(String schema) {
        return new CompositeType<>(name.inSchema(schema), type, fields);
    }

    /** The type of columns and values. Keep it in a constant. */
    public SqlType<R> type() {
        List<SqlType<?>> types = new ArrayList<>();
        fields.forEach(field -> types.add(field.type()));
        return SqlType.converted(SqlType.vendor(name.owner(create(), types, true), name.spelling(), String.class), type,
                new Text<>(type, List.copyOf(types)));
    }

    /** A field of a value: {@code (address).street}. */
    public <T> Expression<T> get(Expression<R> value, Field<T> field) {
        if (!fields.contains(field)) {
            throw TextForm.usage("type " + name.name() + " has no field " + field + "; it has " + fields);
        } else if (!BARE.matcher(field.name()).matches()) {
            throw TextForm.usage("field " + field.name() + " of type " + name.name()
                    + " cannot be named in SQL without quotes; use fragment(…)");
        }
        return Only.fragment("({0})." + field.name(), field.type(), "keep the fields in columns of their own", Only.typed(value));
    }

    /** CREATE TYPE … AS (…). */
    @Override
    public VendorStatement create() {
        VendorStatement create = name.statement("CREATE", "").words(" AS (");
        for (int i = 0; i < fields.size(); i++) {
            create = create.words(i == 0 ? "" : ", ").name(fields.get(i).name()).words(" ").type(fields.get(i).type());
        }
        return create.words(")");
    }
}
