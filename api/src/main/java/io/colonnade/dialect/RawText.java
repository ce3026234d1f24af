// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.SqlLexer.Token;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SQL text as a user writes it, with {@code :name} for parameters, made ready for one dialect. Immutable.
 *
 * <p>Everything but parameters stays as it was written: strings, quoted names, comments, {@code ::} and {@code :=}, an array's
 * {@code [1:2]} and {@code [lo:hi]} (a parameter there stands behind a space, an opening bracket or an operator). {@code \:} is a colon
 * that starts no parameter. Question marks and the database's own parameters are refused, for their values could not be named, but in what
 * is kept and gets its values when it is run (PREPARE, the body of a routine).
 * Operators that begin with a question mark are written with two ({@code ??}), only {@code ?|}, {@code ?&} and {@code @?} also with one.
 *
 * @param compiled the statement; its parameters have names and no types
 * @param names the names, each once, in the order in which they first appear
 * @param nameIndexes for each placeholder the index of its name; not to be changed
 * @param elements for each placeholder of a list the index of its element, or {@link ListValues#ARRAY}; not to be changed
 * @param returning whether it is an INSERT, UPDATE or DELETE that gives back rows
 */
record RawText(Compiled compiled, List<String> names, int[] nameIndexes, int[] elements, boolean returning) {

    /**
     * Finds the parameters and tells what the statement does.
     *
     * @throws io.colonnade.error.UsageException with the position of what is not closed, of a foreign parameter, or of a second statement
     */
    static RawText parse(Dialect dialect, String sql) {
        return parse(dialect, sql, Map.of());
    }

    /** As {@link #parse(Dialect, String)}, with so many placeholders for each parameter that is given a list. */
    static RawText parse(Dialect dialect, String sql, Map<String, Integer> lists) {
        SqlLexer lexer = new SqlLexer(dialect.lexicalRules(), sql);
        StatementClassifier classifier = new StatementClassifier(lexer);
        ListPlace place = new ListPlace(lexer);
        Writer writer = new Writer(dialect.paramStyle(), sql);
        Token token;
        do {
            token = lexer.next();
            classifier.accept(token);
            switch (token) {
                case FOREIGN_PARAMETER -> {
                    if (!classifier.ownParameters()) {
                        throw lexer.refuseForeignParameter();
                    }
                }
                case PARAMETER -> {
                    if (classifier.isLabel()) {
                        break;
                    }
                    Integer size = lists.isEmpty() ? null : lists.get(sql.substring(lexer.start() + 1, lexer.end()));
                    if (size == null) {
                        writer.parameter(lexer.start(), lexer.end());
                    } else {
                        place.list(sql.substring(lexer.start() + 1, lexer.end()));
                        writer.list(lexer.start(), lexer.end(), size, place);
                    }
                }
                case QUESTION -> writer.replace(lexer.start(), lexer.end(), dialect.paramStyle() == ParamStyle.QMARK ? "??" : "?");
                case ESCAPED_COLON -> writer.replace(lexer.start(), lexer.end(), ":");
                default -> {
                }
            }
            if (!lists.isEmpty()) {
                place.accept(token);
            }
        } while (token != Token.END);
        if (writer.parameters.size() > dialect.maxBindParameters()) {
            throw DatabaseException.of(ErrorKind.VALUE_TOO_LARGE, "The SQL text has " + writer.parameters.size() + " parameters, each element of a list counted, and "
                    + dialect.productName() + " takes " + dialect.maxBindParameters() + " in one statement. Divide it, or its lists.").build();
        }
        boolean readOnly = classifier.looksReadOnly() && dialect.has(Feature.SELECTS_ARE_PURE);
        Compiled compiled = new Compiled(writer.finish(), classifier.kind(), readOnly, writer.parameters, List.of(), false);
        int[] nameIndexes = writer.parameters.stream().mapToInt(parameter -> writer.names.get(parameter.name())).toArray();
        return new RawText(compiled, List.copyOf(writer.names.keySet()), nameIndexes,
                writer.elements.stream().mapToInt(Integer::intValue).toArray(), classifier.returning());
    }

    /** Copies the text and puts placeholders in place of parameters. */
    private static final class Writer {
        private final ParamStyle style;
        private final String sql;
        private final StringBuilder out;
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Integer> elements = new ArrayList<>();
        private final Map<String, Integer> names = new LinkedHashMap<>();
        private int copied;

        Writer(ParamStyle style, String sql) {
            this.style = style;
            this.sql = sql;
            out = new StringBuilder(sql.length());
        }

        void list(int start, int end, int size, ListPlace place) {
            names.putIfAbsent(sql.substring(start + 1, end), names.size());
            if (size == ListValues.ARRAY) {
                replace(place.start(), start, place.negated() ? "<> ALL (" : "= ANY (");
                replace(start, end, "");
                element(sql.substring(start + 1, end), ListValues.ARRAY);
                return;
            }
            // One NULL would make IN unknown, not false, so that its opposite would not be true.
            replace(start, end, size == 0 ? "SELECT NULL FROM (SELECT 1 AS one) AS none WHERE 1 = 0" : "");
            for (int i = 0; i < size; i++) {
                out.append(i == 0 ? "" : ", ");
                element(sql.substring(start + 1, end), i);
            }
        }

        private void element(String name, int index) {
            parameters.add(new Parameter(name, null));
            elements.add(index);
            style.append(out, parameters.size());
        }

        void parameter(int start, int end) {
            String name = sql.substring(start + 1, end);
            names.putIfAbsent(name, names.size());
            parameters.add(new Parameter(name, null));
            elements.add(0);
            replace(start, end, "");
            // LIMIT$1 would be one word.
            if (style == ParamStyle.DOLLAR_NUMERIC && start > 0 && Character.isUnicodeIdentifierPart(sql.charAt(start - 1))) {
                out.append(' ');
            }
            style.append(out, parameters.size());
        }

        void replace(int start, int end, String replacement) {
            out.append(sql, copied, start).append(replacement);
            copied = end;
        }

        String finish() {
            return copied == 0 ? sql : out.append(sql, copied, sql.length()).toString();
        }
    }
}
