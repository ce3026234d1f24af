// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A call of a function.
 *
 * @param name its name, which is never quoted; a schema may stand in front of it
 * @param arguments its arguments
 * @param type the type of the result
 * @param pure whether it is known to change nothing, so that a select that calls it only reads
 * @param <T> the Java class of the result
 */
public record FunctionCall<T>(String name, List<Expression<?>> arguments, SqlType<T> type, boolean pure) implements Expression<T> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");

    public FunctionCall {
        checkName(name);
        Usage.required(type, "the type of function " + name + "()");
        for (Expression<?> argument : arguments) {
            Usage.required(argument, "an argument of function " + name + "()");
        }
        arguments = List.copyOf(arguments);
    }

    static void checkName(String name) {
        if (!NAME.matcher(Usage.required(name, "the name of a function")).matches()) {
            throw Usage.error("\"" + name + "\" is no name of a function; use letters, digits and _, with a schema and a dot in front of it"
                    + " where needed");
        }
    }

    /** The same call, of which its author says that it changes nothing. */
    public FunctionCall<T> asPure() {
        return new FunctionCall<>(name, arguments, type, true);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.functionCall(this);
    }
}
