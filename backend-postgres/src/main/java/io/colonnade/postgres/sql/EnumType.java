// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.sql.VendorStatement;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A type of labels, {@code CREATE TYPE … AS ENUM}, which are sorted in the order in which they are declared. Immutable.
 *
 * @param <E> the Java class of its values: an enum, or String
 */
public final class EnumType<E> extends CreatedType {

    private final List<String> labels;
    private final Function<SqlType<String>, SqlType<E>> values;

    private EnumType(TypeName name, List<String> labels, Function<SqlType<String>, SqlType<E>> values) {
        super(name);
        this.labels = labels;
        this.values = values;
        Set<String> once = new LinkedHashSet<>();
        for (String label : labels) {
            if (!once.add(TypeName.required(label, "a label of type " + name.name()))) {
                throw TextForm.usage("type " + name.name() + " has the label " + label + " twice");
            }
        }
    }

    /** The constants of an enum, whose labels are their names. */
    public static <E extends Enum<E>> EnumType<E> of(String name, Class<E> type) {
        return of(name, type, Enum::name);
    }

    /**
     * The constants of an enum, with labels of their own.
     *
     * @param label gives the label of a constant: the same at all times, and another for each
     */
    public static <E extends Enum<E>> EnumType<E> of(String name, Class<E> type, Function<E, String> label) {
        if (type == null || label == null) {
            throw TextForm.usage("the " + (type == null ? "Java class" : "label") + " of type " + name + " is null");
        }
        return new EnumType<>(new TypeName("TYPE", null, name), Arrays.stream(type.getEnumConstants()).map(label).toList(),
                stored -> Types.enumByValue(type, stored, label));
    }

    /** Labels for which there is no Java enum. */
    public static EnumType<String> ofLabels(String name, String... labels) {
        return new EnumType<>(new TypeName("TYPE", null, name), List.copyOf(Arrays.asList(labels)), stored -> stored);
    }

    /** The same in a schema. */
    public EnumType<E> inSchema(String schema) {
        return new EnumType<>(name.inSchema(schema), labels, values);
    }

    /** The type of columns and values. Keep it in a constant. */
    public SqlType<E> type() {
        return values.apply(SqlType.vendor(name.owner(create(), List.of(), false), name.spelling(), String.class));
    }

    /** Its labels, in their order. */
    public List<String> labels() {
        return labels;
    }

    /** CREATE TYPE … AS ENUM. */
    @Override
    public VendorStatement create() {
        VendorStatement create = name.statement("CREATE", "").words(" AS ENUM (");
        for (int i = 0; i < labels.size(); i++) {
            create = create.words(i == 0 ? "" : ", ").literal(labels.get(i));
        }
        return create.words(")");
    }

    /** Adds a label behind the last one. It can be used when the transaction has ended. */
    public VendorStatement addValue(String label) {
        return add("", label);
    }

    /** Adds a label behind the last one unless it is there. It can be used when the transaction has ended. */
    public VendorStatement addValueIfAbsent(String label) {
        return add("IF NOT EXISTS ", label);
    }

    /** Adds a label in front of another one. It can be used when the transaction has ended. */
    public VendorStatement addValueBefore(String label, String other) {
        return add("", label).words(" BEFORE ").literal(other);
    }

    /** Adds a label behind another one. It can be used when the transaction has ended. */
    public VendorStatement addValueAfter(String label, String other) {
        return add("", label).words(" AFTER ").literal(other);
    }

    private VendorStatement add(String condition, String label) {
        return name.statement("ALTER", "").words(" ADD VALUE " + condition)
                .literal(TypeName.required(label, "a label of type " + name.name()));
    }

    /** Gives a label another name; what is stored changes with it. */
    public VendorStatement renameValue(String label, String newLabel) {
        return name.statement("ALTER", "").words(" RENAME VALUE ").literal(label).words(" TO ").literal(newLabel);
    }
}
