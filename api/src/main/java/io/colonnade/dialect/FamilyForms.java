// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Frame;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.RowElements;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SetOperation;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Value;
import io.colonnade.sql.Window;
import io.colonnade.sql.WithQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what stands for a value where a database would not compare, sort or group the values of its family as they are: the functions
 * that a dialect spells for the family. For a dialect that spells none everything is written as it is.
 */
final class FamilyForms {

    /** So many digits a double keeps, whatever they are, so that two values of no more are compared alike as doubles. */
    private static final int DOUBLE_DIGITS = 15;

    private final CallWriter writer;
    private final Output out;
    private final FunctionTemplates functions;
    private final boolean none;

    FamilyForms(CallWriter writer) {
        this.writer = writer;
        out = writer.out;
        functions = out.dialect.functions();
        none = !functions.has(PortableFunction.COMPARED);
    }

    /** For each place of the operands, one or those of a row, the form in which values are compared there; null where all are as they are. */
    List<FunctionTemplate> of(List<? extends Expression<?>> operands) {
        return none ? null : ofTypes(operands.stream().map(FamilyForms::types).toList());
    }

    /** The same for an operand and the columns of a query that it is looked for in. */
    List<FunctionTemplate> of(Expression<?> operand, QueryExpression query) {
        return none ? null : ofTypes(List.of(types(operand), query.items().stream().<SqlType<?>>map(
                item -> SelectList.expression(item).type()).toList()));
    }

    private List<FunctionTemplate> ofTypes(List<List<SqlType<?>>> operands) {
        List<FunctionTemplate> forms = new ArrayList<>();
        boolean found = false;
        for (int i = 0; i < operands.get(0).size(); i++) {
            FunctionTemplate form = null;
            for (List<SqlType<?>> types : operands) {
                form = form != null || i >= types.size() ? form : functions.get(PortableFunction.COMPARED, types.get(i));
            }
            forms.add(form);
            found |= form != null;
        }
        return found ? forms : null;
    }

    private static List<SqlType<?>> types(Expression<?> operand) {
        return operand instanceof RowElements row ? row.elements().stream().<SqlType<?>>map(Expression::type).toList()
                : List.of(operand.type());
    }

    /** Writes an operand in the forms of its places; as it is where there are none. */
    void write(List<FunctionTemplate> forms, Expression<?> operand, Runnable asItIs) {
        if (forms == null) {
            asItIs.run();
        } else if (operand instanceof RowElements row) {
            out.sql.append('(');
            for (int i = 0; i < row.elements().size(); i++) {
                Expression<?> element = row.elements().get(i);
                out.sql.append(i == 0 ? "" : ", ");
                compared(forms.get(i), element, () -> writer.write(element));
            }
            out.sql.append(')');
        } else {
            compared(forms.get(0), operand, () -> writer.write(operand));
        }
    }

    /** Writes a term that is sorted or grouped by; gives whether it has a form, without which nothing is written. */
    boolean term(Expression<?> term, Runnable text) {
        FunctionTemplate form = none ? null : functions.get(PortableFunction.COMPARED, term.type());
        if (form != null) {
            compared(form, term, text);
        }
        return form != null;
    }

    private void compared(FunctionTemplate form, Expression<?> value, Runnable text) {
        if (form != null && out.definition && !hasFewDigits(value)) {
            throw refused("comparing the " + value.type().family() + " " + describe(value) + " exactly",
                    "give it a type of at most " + DOUBLE_DIGITS + " digits, or cast it to DOUBLE");
        }
        write(form, value.type(), text);
    }

    private static boolean hasFewDigits(Expression<?> value) {
        if (value instanceof Value<?> constant && constant.stored() instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().precision() <= DOUBLE_DIGITS;
        }
        return switch (value.type().family()) {
            case DECIMAL -> value.type().length() >= 0 && value.type().length() <= DOUBLE_DIGITS;
            case BIGINT -> false;
            default -> true;
        };
    }

    private static String describe(Expression<?> value) {
        String name = SelectWriter.ownName(value);
        return name == null ? "calculation" : name;
    }

    private RuntimeException refused(String what, String instead) {
        return Refusal.unsupported(out.dialect, what + " in what the database keeps", instead + ": only connections of Colonnade"
                + " have the function for it, and other programs open the database too");
    }

    /** The form that has a place where the text now ends. */
    FunctionTemplate allowed(FunctionTemplate form) {
        FunctionTemplate kept = out.definition ? form.inDefinition() : form;
        if (kept == null) {
            throw refused("a calculation with exact numbers", "store its result, or cast the numbers to DOUBLE");
        }
        return kept;
    }

    /** Writes text in a form of which {0} is the text, {1} the digits of a type and {2} those behind its point; as it is without one. */
    void write(FunctionTemplate form, SqlType<?> type, Runnable text) {
        if (form == null) {
            text.run();
            return;
        }
        for (FunctionTemplate.Part part : allowed(form).parts()) {
            out.sql.append(part.text());
            switch (part.argument()) {
                case FunctionTemplate.NONE -> { }
                case 0 -> text.run();
                case 1 -> out.sql.append(type.length());
                default -> out.sql.append(type.scale());
            }
        }
    }

    /** Writes what is returned in the form that all equal values have; gives whether it has one, without which nothing is written. */
    boolean distinct(SqlType<?> type, Runnable text) {
        FunctionTemplate form = functions.get(PortableFunction.DISTINCT_FORM, type);
        if (form != null) {
            write(form, type, text);
        }
        return form != null;
    }

    /** The types in whose form the columns of a query are compared as a whole with those of another one. */
    List<SqlType<?>> distinctTypes(QueryExpression query) {
        if (query instanceof WithQuery with) {
            return distinctTypes(with.query());
        } else if (query instanceof SetOperation operation) {
            return merged(distinctTypes(operation.left()), distinctTypes(operation.right()));
        }
        return query.items().stream().<SqlType<?>>map((SelectItem item) -> SelectList.expression(item).type()).toList();
    }

    private List<SqlType<?>> merged(List<SqlType<?>> left, List<SqlType<?>> right) {
        List<SqlType<?>> types = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            boolean first = has(left.get(i)) && (!has(right.get(i)) || left.get(i).scale() >= right.get(i).scale());
            types.add(first ? left.get(i) : has(right.get(i)) ? right.get(i) : left.get(i));
        }
        return types;
    }

    private boolean has(SqlType<?> type) {
        return functions.get(PortableFunction.DISTINCT_FORM, type) != null;
    }

    /** The form in which the values of min and max are compared; null for other aggregates, and where they are as they are. */
    FunctionTemplate ofExtreme(Aggregate<?> aggregate) {
        boolean extreme = !none && (aggregate.name().equals("min") || aggregate.name().equals("max")) && !aggregate.arguments().isEmpty();
        return extreme ? functions.get(PortableFunction.COMPARED, aggregate.arguments().get(0).type()) : null;
    }

    /** How an aggregate starts: with its name, where the family of its values has none of its own. */
    String start(Aggregate<?> aggregate) {
        FunctionTemplate own = ofAggregate(aggregate);
        return own == null ? aggregate.name() + "(" : allowed(own).parts().get(0).text();
    }

    /** What stands behind an aggregate with its filter and its window, such as the end of a cast that its start has begun. */
    String end(Aggregate<?> aggregate) {
        FunctionTemplate own = ofAggregate(aggregate);
        String behind = own == null ? ")" : own.parts().get(own.parts().size() - 1).text();
        return behind.substring(behind.indexOf(')') + 1);
    }

    private FunctionTemplate ofAggregate(Aggregate<?> aggregate) {
        SqlType<?> values = aggregate.arguments().isEmpty() ? null : aggregate.arguments().get(0).type();
        return values == null ? null : switch (aggregate.name()) {
            case "sum" -> aggregate.type().family() == values.family() ? functions.get(PortableFunction.SUM, values) : null;
            case "avg" -> aggregate.type().family() == SqlType.Family.DOUBLE ? functions.get(PortableFunction.AVG, values) : null;
            default -> null;
        };
    }

    /** Writes the arguments of an aggregate of different values. */
    void distinct(List<Expression<?>> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Expression<?> argument = arguments.get(i);
            out.sql.append(i == 0 ? "" : ", ");
            if (!distinct(argument.type(), () -> writer.write(argument))) {
                writer.write(argument);
            }
        }
    }

    /** Refuses a frame of a distance between values that are compared in another form, in which there is none. */
    void requireDistances(Window window) {
        Frame frame = window.frame();
        boolean distance = frame.unit() == Frame.Unit.RANGE && (isDistance(frame.start()) || isDistance(frame.end()));
        for (OrderTerm term : window.orderBy()) {
            SqlType<?> type = AggregateWriter.expression(term instanceof Ordering ordering ? ordering.term() : term).type();
            if (distance && functions.get(PortableFunction.COMPARED, type) != null) {
                throw Refusal.unsupported(out.dialect, "a window of a distance range(…) between values of " + type.family(),
                        "use rows(…) or groups(…), or order by a cast to DOUBLE");
            }
        }
    }

    static boolean isDistance(Frame.Bound bound) {
        return bound.position() == Frame.Position.PRECEDING || bound.position() == Frame.Position.FOLLOWING;
    }
}
