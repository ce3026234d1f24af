// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads expressions, by precedence. */
final class ExpressionParser {

    private final Tokens tokens;
    private int parameters;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    List<Expression> list() throws EngineError {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (tokens.accept(","));
        return list;
    }

    Expression expression() throws EngineError {
        Expression left = and();
        while (tokens.accept("or")) {
            left = new Expression.Binary("or", left, and());
        }
        return left;
    }

    private Expression and() throws EngineError {
        Expression left = not();
        while (tokens.accept("and")) {
            left = new Expression.Binary("and", left, not());
        }
        return left;
    }

    private Expression not() throws EngineError {
        return tokens.accept("not") ? new Expression.Prefix("not", not()) : comparison();
    }

    private Expression comparison() throws EngineError {
        Expression left = sum();
        if (tokens.accept("is")) {
            boolean not = tokens.accept("not");
            tokens.expect("null");
            return new Expression.IsNull(left, not);
        }
        boolean not = tokens.accept("not");
        if (tokens.accept("in")) {
            tokens.expect("(");
            List<Expression> list = list();
            tokens.expect(")");
            return new Expression.In(left, list, not);
        }
        if (not) {
            throw tokens.unexpected("IN");
        }
        for (String operator : List.of("=", "<>", "<=", ">=", "<", ">", "like")) {
            if (tokens.accept(operator)) {
                return new Expression.Binary(operator, left, sum());
            }
        }
        return left;
    }

    private Expression sum() throws EngineError {
        Expression left = product();
        while (tokens.at("+") || tokens.at("-")) {
            left = new Expression.Binary(tokens.take(), left, product());
        }
        return left;
    }

    private Expression product() throws EngineError {
        Expression left = unary();
        while (tokens.at("*") || tokens.at("/")) {
            left = new Expression.Binary(tokens.take(), left, unary());
        }
        return left;
    }

    private Expression unary() throws EngineError {
        return tokens.accept("-") ? new Expression.Prefix("-", unary()) : primary();
    }

    private Expression primary() throws EngineError {
        if (tokens.kind() == Tokens.Kind.NUMBER) {
            String digits = tokens.take();
            return new Expression.Literal(digits.contains(".") || digits.length() > 18 ? new BigDecimal(digits) : Long.valueOf(digits));
        }
        if (tokens.kind() == Tokens.Kind.STRING) {
            return new Expression.Literal(tokens.take());
        }
        if (tokens.accept("?")) {
            return new Expression.Parameter(parameters++);
        }
        if (tokens.accept("(")) {
            Expression inner = expression();
            tokens.expect(")");
            return inner;
        }
        if (tokens.at("null") || tokens.at("true") || tokens.at("false")) {
            String word = tokens.take();
            return new Expression.Literal(word.equals("null") ? null : Boolean.valueOf(word));
        }
        return named();
    }

    private Expression named() throws EngineError {
        String name = tokens.name();
        if (tokens.accept(".")) {
            return new Expression.Column(name, tokens.name());
        }
        if (!tokens.accept("(")) {
            return new Expression.Column(null, name);
        }
        List<Expression> arguments = tokens.accept("*") || tokens.at(")") ? List.of() : list();
        tokens.expect(")");
        return new Expression.Call(name, arguments);
    }
}
