// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Script;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Text;
import java.util.stream.Collectors;

/** Statements as text, without a connection: as they are sent, and with their values for people to read. */
final class Printer {

    private Printer() {
    }

    static String sql(Dialect dialect, Statement statement) {
        return statement instanceof Text text ? RawText.parse(dialect, text.sql()).compiled().sql()
                : Compiler.compile(dialect, complete(statement), false, null).compiled().sql();
    }

    static String print(Dialect dialect, Statement statement) {
        if (statement instanceof Text text) {
            return print(dialect, text);
        }
        return statement instanceof DdlStatement ddl ? DdlWriter.print(dialect, ddl) : Compiler.print(dialect, complete(statement));
    }

    static String print(Dialect dialect, Script script) {
        return dialect.statements(script).stream().map(statement -> print(dialect, statement) + ";").collect(Collectors.joining("\n"));
    }

    private static Statement complete(Statement statement) {
        return StatementCache.withOwnValues(statement instanceof Insert insert && InsertTemplate.isOpen(insert)
                ? InsertTemplate.complete(insert) : statement);
    }

    /** The text as its author wrote it, with the values that are bound in it. */
    private static String print(Dialect dialect, Text text) {
        Output out = Output.forPeople(dialect);
        SqlLexer lexer = new SqlLexer(dialect.lexicalRules(), text.sql());
        int copied = 0;
        for (SqlLexer.Token token = lexer.next(); token != SqlLexer.Token.END; token = lexer.next()) {
            String name = token == SqlLexer.Token.PARAMETER ? text.sql().substring(lexer.start() + 1, lexer.end()) : null;
            if (name != null && text.values().containsKey(name)) {
                out.sql.append(text.sql(), copied, lexer.start());
                value(out, text.values().get(name));
                copied = lexer.end();
            }
        }
        return out.sql.append(text.sql(), copied, text.sql().length()).toString();
    }

    private static void value(Output out, Object value) {
        if (value == null) {
            out.sql.append("NULL");
            return;
        }
        try {
            Literals.append(out, Sql.value(value));
        } catch (DatabaseException unknownClass) {
            out.sql.append('?');
        }
    }
}
