// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of SQL text as an expression, for what the tree does not know. Made with {@link Sql#fragment}.
 *
 * @param text the text; {@code {0}}, {@code {1}} … stand for the arguments
 * @param type the type of the result
 * @param arguments the arguments
 * @param <T> the Java class of the result
 */
public record Fragment<T>(String text, SqlType<T> type, List<Expression<?>> arguments) implements Expression<T> {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,4})}");

    public Fragment {
        if (Usage.required(text, "the text of a fragment").isBlank()) {
            throw Usage.error("the text of a fragment is empty");
        }
        if (text.indexOf('?') >= 0) {
            throw Usage.error("the fragment \"" + text + "\" has a question mark, which drivers take for a place of a value; write {0} and "
                    + "give the value as an argument, or use infix(…) for an operator");
        }
        Usage.required(type, "the type of the fragment \"" + text + "\"");
        for (Expression<?> argument : Usage.required(arguments, "the arguments of a fragment")) {
            Usage.required(argument, "an argument of the fragment \"" + text + "\"");
        }
        arguments = List.copyOf(arguments);
        checkPlaces(text, arguments.size());
    }

    private static void checkPlaces(String text, int count) {
        List<Integer> unused = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            unused.add(i);
        }
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            Integer index = Integer.valueOf(matcher.group(1));
            if (index >= count) {
                throw Usage.error("the fragment \"" + text + "\" names argument {" + index + "}, but " + count + " were given");
            }
            unused.remove(index);
        }
        if (!unused.isEmpty()) {
            throw Usage.error("the fragment \"" + text + "\" does not name its arguments " + unused + "; write {" + unused.get(0)
                    + "} where that one belongs");
        }
    }

    /** The text around the arguments and the numbers of the arguments, in turn: text, number, text … text. */
    public List<Object> parts() {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(text.substring(end, matcher.start()));
            parts.add(Integer.valueOf(matcher.group(1)));
            end = matcher.end();
        }
        parts.add(text.substring(end));
        return parts;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.fragment(this);
    }
}
