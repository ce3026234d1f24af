// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.tck.reference.Command.Item;
import io.colonnade.tck.reference.Command.Order;
import io.colonnade.tck.reference.Command.Part;
import io.colonnade.tck.reference.Command.Query;
import io.colonnade.tck.reference.Command.Select;
import io.colonnade.tck.reference.Command.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads statements. */
final class Parser {

    private final Tokens tokens;
    private final ExpressionParser expressions;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    static Command parse(String sql) throws EngineError {
        Parser parser = new Parser(new Tokens(sql));
        Command command = parser.command();
        parser.tokens.end();
        return command;
    }

    private Command command() throws EngineError {
        if (tokens.at("select") || tokens.at("values") || tokens.at("(")) {
            return query();
        }
        String word = tokens.kind() == Tokens.Kind.WORD ? tokens.take() : "";
        return switch (word) {
            case "insert" -> insert();
            case "update" -> update();
            case "delete" -> delete();
            case "create" -> create();
            case "drop" -> drop();
            case "alter" -> alter();
            case "begin", "commit", "rollback" -> new Command.Control(word);
            default -> throw EngineError.syntax("no statement begins like that");
        };
    }

    private Query query() throws EngineError {
        List<Part> parts = new ArrayList<>();
        do {
            if (tokens.accept("(")) {
                parts.addAll(query().parts());
                tokens.expect(")");
            } else {
                parts.add(tokens.accept("values") ? new Command.Values(rows()) : select());
            }
        } while (tokens.accept("union", "all"));
        return new Query(parts);
    }

    private Select select() throws EngineError {
        tokens.expect("select");
        List<Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.accept(","));
        List<Source> sources = tokens.accept("from") ? sources() : List.of();
        Expression where = where();
        List<Order> order = new ArrayList<>();
        if (tokens.accept("order", "by")) {
            do {
                Expression key = expressions.expression();
                order.add(new Order(key, tokens.accept("desc") || tokens.accept("asc") && false));
            } while (tokens.accept(","));
        }
        return new Select(items, sources, where, order, tokens.accept("limit") ? tokens.integer() : -1);
    }

    private Item item() throws EngineError {
        if (tokens.accept("*")) {
            return new Item(null, null);
        }
        Expression expression = expressions.expression();
        return new Item(expression, tokens.accept("as") ? tokens.name() : null);
    }

    private List<Source> sources() throws EngineError {
        List<Source> sources = new ArrayList<>(List.of(source(false)));
        while (tokens.at(",") || tokens.at("join")) {
            sources.add(source(tokens.take().equals("join")));
        }
        return sources;
    }

    private Source source(boolean join) throws EngineError {
        Query query = null;
        String table = null;
        if (tokens.accept("(")) {
            query = query();
            tokens.expect(")");
        } else {
            table = tokens.name();
        }
        String alias = tokens.accept("as") || tokens.atName() ? tokens.name() : table;
        List<String> columns = query != null && tokens.at("(") ? names() : List.of();
        if (join) {
            tokens.expect("on");
        }
        return new Source(table, query, alias, columns, join ? expressions.expression() : null);
    }

    private Expression where() throws EngineError {
        return tokens.accept("where") ? expressions.expression() : null;
    }

    private List<String> names() throws EngineError {
        List<String> names = new ArrayList<>();
        tokens.expect("(");
        do {
            names.add(tokens.name());
        } while (tokens.accept(","));
        tokens.expect(")");
        return names;
    }

    private List<List<Expression>> rows() throws EngineError {
        List<List<Expression>> rows = new ArrayList<>();
        do {
            tokens.expect("(");
            rows.add(expressions.list());
            tokens.expect(")");
        } while (tokens.accept(","));
        return rows;
    }

    private Command insert() throws EngineError {
        tokens.expect("into");
        String table = tokens.name();
        List<String> columns = tokens.at("(") ? names() : List.of();
        return new Command.Insert(table, columns, query());
    }

    private Command update() throws EngineError {
        String table = tokens.name();
        tokens.expect("set");
        Map<String, Expression> values = new LinkedHashMap<>();
        do {
            String column = tokens.name();
            tokens.expect("=");
            values.put(column, expressions.expression());
        } while (tokens.accept(","));
        return new Command.Update(table, values, where());
    }

    private Command delete() throws EngineError {
        tokens.expect("from");
        return new Command.Delete(tokens.name(), where());
    }

    private Command create() throws EngineError {
        boolean temporary = tokens.accept("temporary");
        tokens.expect("table");
        return new Command.Create(new TableParser(tokens, expressions).table(), temporary);
    }

    private Command drop() throws EngineError {
        if (tokens.accept("view", "if", "exists")) {
            tokens.name();
            return new Command.Nothing();
        }
        tokens.expect("table");
        boolean ifExists = tokens.accept("if", "exists");
        return new Command.Drop(tokens.name(), ifExists);
    }

    private Command alter() throws EngineError {
        tokens.expect("table");
        String table = tokens.name();
        tokens.expect("add", "column");
        return new Command.AddColumn(table, new TableParser(tokens, expressions).plainColumn());
    }
}
