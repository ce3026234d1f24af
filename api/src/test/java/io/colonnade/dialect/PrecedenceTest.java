// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.sql.Sql.not;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random trees are written as SQL and read again by the rules of each database, which rank operators differently. What is read must be the
 * tree that was written.
 */
class PrecedenceTest {

    /** Binary operators from the loosest level to the tightest, in each database's own order. */
    enum Grammar {
        POSTGRES("OR", "AND", "NOT", "IS", "= <> < <= > >=", "BETWEEN IN LIKE", "||", "+ -", "* / %"),
        MYSQL("OR", "AND", "NOT", "BETWEEN", "= <> < <= > >= IS IN LIKE", "||", "+ -", "* / %"),
        SQLITE("OR", "AND", "NOT", "= <> IS IN LIKE BETWEEN", "< <= > >=", "+ -", "* / %", "||");

        private final List<Set<String>> levels = new ArrayList<>();

        Grammar(String... levels) {
            for (String level : levels) {
                this.levels.add(Set.of(level.split(" ")));
            }
        }
    }

    /** A tree and its full form, in which every operation has parentheses. */
    private record Written(Expression<Integer> number, Condition condition, String full) {
    }

    private static final class Generator {
        private final Random random;
        final Set<String> seen = new HashSet<>();

        Generator(long seed) {
            random = new Random(seed);
        }

        Written number(int depth) {
            if (depth == 0) {
                return new Written(value(1), null, "?");
            }
            Written left = number(random.nextInt(depth));
            Written right = number(random.nextInt(depth));
            Expression<Integer> a = left.number;
            Expression<Integer> b = right.number;
            return switch (random.nextInt(8)) {
                case 0 -> binary(a.plus(b), left, "+", right);
                case 1 -> binary(a.minus(b), left, "-", right);
                case 2 -> binary(a.times(b), left, "*", right);
                case 3 -> binary(a.dividedBy(b), left, "/", right);
                case 4 -> binary(a.modulo(b), left, "%", right);
                case 5 -> binary(Sql.infix("||", Precedence.OTHER, a, b, Types.INTEGER), left, "||", right);
                case 6 -> seen("neg", new Written(a.negate(), null, "-" + left.full));
                default -> {
                    Written when = condition(depth - 1);
                    yield seen("CASE", new Written(Sql.caseWhen(when.condition).then(a).orElse(b), null,
                            "CASE WHEN " + when.full + " THEN " + left.full + " ELSE " + right.full + " END"));
                }
            };
        }

        Written condition(int depth) {
            Written left = number(random.nextInt(depth + 1));
            Written right = number(random.nextInt(depth + 1));
            Expression<Integer> a = left.number;
            Expression<Integer> b = right.number;
            if (depth > 0 && random.nextBoolean()) {
                return joined(condition(random.nextInt(depth)), condition(random.nextInt(depth)));
            }
            return switch (random.nextInt(9)) {
                case 0 -> binary(a.eq(b), left, "=", right);
                case 1 -> binary(a.ne(b), left, "<>", right);
                case 2 -> binary(a.lt(b), left, "<", right);
                case 3 -> binary(a.ge(b), left, ">=", right);
                case 4 -> seen("IS", new Written(null, a.isNull(), "(" + left.full + " IS NULL)"));
                case 5 -> seen("NOT BETWEEN", new Written(null, new io.colonnade.sql.Between(a, b, a, true),
                        "(" + left.full + " NOT BETWEEN " + right.full + " AND " + left.full + ")"));
                case 6 -> seen("BETWEEN", new Written(null, a.between(b, a),
                        "(" + left.full + " BETWEEN " + right.full + " AND " + left.full + ")"));
                case 7 -> seen("IN", new Written(null, a.in(1, 2), "(" + left.full + " IN (?, ?))"));
                default -> seen("LIKE", new Written(null, new io.colonnade.sql.Like(a.cast(Types.TEXT), value("x"), null, true),
                        "(CAST " + left.full + " NOT LIKE ?)"));
            };
        }

        private Written joined(Written left, Written right) {
            Condition a = left.condition;
            Condition b = right.condition;
            return switch (random.nextInt(5)) {
                case 0 -> binary(a.and(b), left, "AND", right);
                case 1 -> binary(a.or(b), left, "OR", right);
                case 2 -> seen("NOT", new Written(null, not(a), "(NOT " + left.full + ")"));
                case 3 -> binary(a.eq(b), left, "=", right);
                default -> seen("IS", new Written(null, a.isNotNull(), "(" + left.full + " IS NOT NULL)"));
            };
        }

        private Written binary(Expression<Integer> tree, Written left, String token, Written right) {
            return seen(token, new Written(tree, null, "(" + left.full + " " + token + " " + right.full + ")"));
        }

        private Written binary(Condition tree, Written left, String token, Written right) {
            return seen(token, new Written(null, tree, "(" + left.full + " " + token + " " + right.full + ")"));
        }

        private Written seen(String token, Written written) {
            seen.add(token);
            return written;
        }
    }

    /** Reads SQL by one grammar into the full form. */
    private static final class Reader {
        private static final Pattern TOKEN = Pattern.compile("\\s*(\\|\\||<>|<=|>=|[-+*/%=<>(),?]|[A-Z]+)");
        private final Grammar grammar;
        private final List<String> tokens = new ArrayList<>();
        private int at;

        Reader(Grammar grammar, String sql) {
            this.grammar = grammar;
            Matcher matcher = TOKEN.matcher(sql);
            int end = 0;
            while (matcher.lookingAt()) {
                tokens.add(matcher.group(1));
                end = matcher.end();
                matcher.region(end, sql.length());
            }
            assertEquals(sql.length(), end, () -> "unread in " + sql);
        }

        String all() {
            String full = level(0);
            assertEquals(tokens.size(), at, () -> "stopped at " + tokens.subList(at, tokens.size()));
            return full;
        }

        private boolean take(String token) {
            boolean there = at < tokens.size() && tokens.get(at).equals(token);
            at += there ? 1 : 0;
            return there;
        }

        private void need(String token) {
            assertTrue(take(token), () -> token + " is missing in " + tokens + " at " + at);
        }

        private String level(int level) {
            if (level == grammar.levels.size()) {
                return primary();
            }
            Set<String> operators = grammar.levels.get(level);
            if (operators.contains("NOT")) {
                return take("NOT") ? "(NOT " + level(level) + ")" : level(level + 1);
            }
            String left = level(level + 1);
            while (at < tokens.size()) {
                boolean negated = tokens.get(at).equals("NOT");
                String token = tokens.get(at + (negated ? 1 : 0));
                if (!operators.contains(token)) {
                    break;
                }
                at += negated ? 2 : 1;
                left = operation(level, left, token, negated ? "NOT " : "");
            }
            return left;
        }

        private String operation(int level, String left, String token, String not) {
            if (token.equals("IS")) {
                String negation = take("NOT") ? "NOT " : "";
                need("NULL");
                return "(" + left + " IS " + negation + "NULL)";
            } else if (token.equals("BETWEEN")) {
                String low = level(level + 1);
                need("AND");
                return "(" + left + " " + not + "BETWEEN " + low + " AND " + level(level + 1) + ")";
            } else if (token.equals("IN")) {
                for (String expected : List.of("(", "?", ",", "?", ")")) {
                    need(expected);
                }
                return "(" + left + " IN (?, ?))";
            }
            return "(" + left + " " + not + token + " " + level(level + 1) + ")";
        }

        private String primary() {
            if (take("-")) {
                return "-" + primary();
            } else if (take("?")) {
                return "?";
            } else if (take("CAST")) {
                need("(");
                String operand = level(0);
                need("AS");
                need("CLOB");
                need(")");
                return "CAST " + operand;
            } else if (take("CASE")) {
                need("WHEN");
                String full = "CASE WHEN " + level(0);
                need("THEN");
                full += " THEN " + level(0);
                need("ELSE");
                full += " ELSE " + level(0);
                need("END");
                return full + " END";
            }
            need("(");
            String inner = level(0);
            need(")");
            return inner;
        }
    }

    /** AND and OR read the same in either direction, so all chains are brought into one form. */
    private static String chained(String full) {
        String before;
        String after = full;
        do {
            before = after;
            after = flat(before);
        } while (!after.equals(before));
        return after;
    }

    private static String flat(String full) {
        for (int i = 0; i < full.length(); i++) {
            if (full.charAt(i) != '(') {
                continue;
            }
            int end = closing(full, i);
            String own = junction(full.substring(i + 1, end));
            int open = i == 0 ? -1 : parent(full, i);
            String outer = open < 0 ? null : junction(full.substring(open + 1, closing(full, open)));
            if (own != null && own.equals(outer)) {
                return full.substring(0, i) + full.substring(i + 1, end) + full.substring(end + 1);
            }
        }
        return full;
    }

    private static int closing(String full, int open) {
        int depth = 0;
        for (int i = open; ; i++) {
            depth += full.charAt(i) == '(' ? 1 : full.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
    }

    private static int parent(String full, int inner) {
        int depth = 0;
        for (int i = inner - 1; i >= 0; i--) {
            depth += full.charAt(i) == ')' ? 1 : full.charAt(i) == '(' ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    /** The operator of an operation whose outermost parentheses were taken off, if it is AND or OR. */
    private static String junction(String operation) {
        int depth = 0;
        int cases = 0;
        boolean between = false;
        for (Matcher m = Pattern.compile("[()]|[A-Z]+").matcher(operation); m.find(); ) {
            switch (m.group()) {
                case "(" -> depth++;
                case ")" -> depth--;
                case "CASE" -> cases++;
                case "END" -> cases--;
                case "BETWEEN" -> between |= depth == 0 && cases == 0;
                case "AND", "OR" -> {
                    if (depth == 0 && cases == 0 && !between) {
                        return m.group();
                    }
                }
                default -> {
                }
            }
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAsTheSameTree(Grammar grammar) {
        Generator generator = new Generator(20250101);
        for (int i = 0; i < 3000; i++) {
            Written written = generator.condition(i % 6);
            String sql = new StatementCache(1).compile(Dialects.ANSI, Sql.select(written.condition.as("x")), Map.of()).compiled().sql();
            String text = sql.substring("SELECT ".length(), sql.length() - " AS x".length());
            assertEquals(chained(written.full), chained(new Reader(grammar, text).all()), text);
        }
        assertTrue(generator.seen.containsAll(Set.of("OR", "AND", "NOT", "=", "<>", "<", ">=", "IS", "BETWEEN", "NOT BETWEEN", "IN", "LIKE",
                "+", "-", "*", "/", "%", "||", "neg", "CASE")), generator.seen.toString());
    }
}
