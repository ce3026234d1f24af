// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Aggregates;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's functions that make documents of type {@code jsonb}; made to be imported statically. They are explained in the chapters
 * "JSON
 * Functions and Operators" and "Aggregate Functions" of PostgreSQL's documentation. All other databases refuse them with an error of kind
 * UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}.
 */
public final class JsonbFunctions {

    private static final String INSTEAD = "select the values, and make the document of them in Java";

    private JsonbFunctions() {
    }

    /** Any value as a document: {@code to_jsonb}. */
    public static Jsonb toJsonb(Expression<?> value) {
        return call("to_jsonb", typed("to_jsonb", value));
    }

    /** An object: the keys are the names of columns, and the labels of other expressions: {@code jsonb_build_object}. */
    public static Jsonb jsonbBuildObject(SelectItem... members) {
        List<Expression<?>> arguments = new ArrayList<>();
        for (SelectItem member : members) {
            boolean labelled = Operands.required(member, "a member of jsonbBuildObject") instanceof Labelled<?>;
            if (!labelled && !(member instanceof Column<?>)) {
                throw Operands.usage("a member of jsonbBuildObject is a column, or has a name by as(…)");
            }
            arguments.add(Operands.text(labelled ? ((Labelled<?>) member).label() : ((Column<?>) member).name(), "a key"));
            arguments.add(labelled ? Only.typed(((Labelled<?>) member).expression()) : (Column<?>) member);
        }
        return call("jsonb_build_object", arguments.toArray(new Expression<?>[0]));
    }

    /** An array of these values: {@code jsonb_build_array}. */
    public static Jsonb jsonbBuildArray(Expression<?>... elements) {
        return call("jsonb_build_array", typed("jsonb_build_array", elements));
    }

    /** The values of a group as an array, NULL among them as null; NULL for no row. It takes an order: {@code jsonb_agg}. */
    public static Aggregate<Json> jsonbAgg(Expression<?> value) {
        return Aggregates.aggregate("jsonb_agg", PostgresTypes.JSONB, Operands.argumentOf("jsonb_agg", value, INSTEAD)).asPure();
    }

    /** The rows of a group as an object; a key of NULL is an error of the server: {@code jsonb_object_agg}. */
    public static Aggregate<Json> jsonbObjectAgg(Expression<?> key, Expression<?> value) {
        return Aggregates.aggregate("jsonb_object_agg", PostgresTypes.JSONB, Operands.argumentOf("jsonb_object_agg", key, INSTEAD),
                Operands.argumentOf("jsonb_object_agg", value, INSTEAD)).asPure();
    }

    private static Jsonb call(String name, Expression<?>... arguments) {
        return new Jsonb(Only.call(name, PostgresTypes.JSONB, INSTEAD, arguments));
    }

    /** Arguments of any type, which the server has to be told. */
    private static Expression<?>[] typed(String name, Expression<?>... arguments) {
        Expression<?>[] typed = new Expression<?>[arguments.length];
        for (int i = 0; i < typed.length; i++) {
            typed[i] = Only.typed(Operands.required(arguments[i], "an argument of function " + name + "()"));
        }
        return typed;
    }
}
