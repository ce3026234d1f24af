// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.SqlLexer.Token;

/** Tells from the tokens of one SQL text what its statement does, and refuses a second statement. For one thread. */
final class StatementClassifier {

    private final SqlLexer lexer;
    private StatementKind kind;
    private boolean with;
    private boolean writes;
    private boolean returning;
    private boolean terminated;
    private int parentheses;
    /** How many parentheses are open around the statement's main word. */
    private int level;
    /** What a statement may have that consists of statements itself, as a routine; null if it has none. */
    private RoutineBody body;
    /** Whether it is known what a CREATE creates. */
    private boolean objectKnown;
    /** Whether it creates a rule, whose actions stand in parentheses and are divided by semicolons. */
    private boolean rule;
    private boolean begins;
    private boolean prepares;
    private boolean label;
    private boolean afterWord;
    private boolean afterDot;
    private boolean beforeName;

    StatementClassifier(SqlLexer lexer) {
        this.lexer = lexer;
    }

    /** What the statement does, once the lexer is at the end. */
    StatementKind kind() {
        return kind;
    }

    /** Whether it is a query in which no word says that it writes or locks. */
    boolean looksReadOnly() {
        return kind == StatementKind.QUERY && !writes;
    }

    /** Whether it is an INSERT, UPDATE or DELETE that gives back rows. */
    boolean returning() {
        return returning;
    }

    /** Whether the database's own parameters may stand here: the statement is kept, and gets its values when it is run. */
    boolean ownParameters() {
        return prepares || body != null;
    }

    /** Whether the token that was taken last is no parameter but the end of a label and the word behind it ({@code again:LOOP}). */
    boolean isLabel() {
        return label;
    }

    /** Takes the lexer's next token. */
    void accept(Token token) {
        label = false;
        switch (token) {
            case SPACE, COMMENT -> {
                return;
            }
            case END -> {
                if (kind == null && !with) {
                    throw lexer.refuse("The SQL text holds no statement", 0);
                }
                kind = kind == null ? StatementKind.OTHER : kind;
                return;
            }
            case SEMICOLON -> semicolon();
            default -> part(token);
        }
        afterDot = lexer.is('.');
        afterWord = token == Token.WORD;
        beforeName = lexer.is(',') || token == Token.WORD && (lexer.is("WITH") || lexer.is("RECURSIVE"));
    }

    private void semicolon() {
        boolean within = rule && parentheses > level;
        if (body != null) {
            within |= body.semicolon();
        }
        terminated |= !within && (kind != null || with);
    }

    private void part(Token token) {
        if (terminated) {
            throw lexer.refuse("One call runs one statement, and here a second one starts. Run them one after the other, or in a "
                    + "transaction", lexer.start());
        }
        if (token == Token.WORD && !afterDot) {
            word();
            return;
        }
        if (body != null) {
            label = token == Token.PARAMETER && afterWord && body.label();
            if (label) {
                return;
            }
            body.symbol(token);
        }
        if (token == Token.OPEN) {
            parentheses++;
        } else if (token == Token.CLOSE) {
            parentheses--;
        } else if (kind == null && !with) {
            kind = StatementKind.OTHER;
        }
    }

    private void word() {
        if (body != null) {
            body.word();
            return;
        }
        if (kind == null && !with) {
            firstWord();
            return;
        }
        if (kind == null && parentheses == level && !beforeName) {
            kind = mainWord(null);
        }
        if (kind == null || kind == StatementKind.QUERY) {
            writes |= lexer.is("INSERT") || lexer.is("UPDATE") || lexer.is("DELETE") || lexer.is("MERGE") || lexer.is("INTO");
        } else if (kind == StatementKind.DDL) {
            object();
        } else if (kind == StatementKind.OTHER) {
            // BEGIN begins a transaction, BEGIN NOT ATOMIC a block.
            body = begins && lexer.is("NOT") ? RoutineBody.block(lexer) : null;
            begins = false;
        } else {
            returning |= parentheses == level && lexer.is("RETURNING");
        }
    }

    private void firstWord() {
        level = parentheses;
        with = lexer.is("WITH");
        kind = with ? null : mainWord(StatementKind.OTHER);
        begins = lexer.is("BEGIN");
        prepares = lexer.is("PREPARE");
        if (RoutineBody.startsWith(lexer)) {
            body = RoutineBody.statement(lexer);
        }
    }

    private StatementKind mainWord(StatementKind otherwise) {
        if (lexer.is("SELECT") || lexer.is("VALUES") || lexer.is("TABLE")) {
            return StatementKind.QUERY;
        } else if (lexer.is("INSERT") || lexer.is("REPLACE")) {
            return StatementKind.INSERT;
        } else if (lexer.is("UPDATE")) {
            return StatementKind.UPDATE;
        } else if (lexer.is("DELETE")) {
            return StatementKind.DELETE;
        } else if (lexer.is("CREATE") || lexer.is("DROP") || lexer.is("ALTER")) {
            return StatementKind.DDL;
        }
        return otherwise;
    }

    /** Looks for the word that says what is created: routines have bodies. */
    private void object() {
        if (objectKnown || parentheses != level) {
            return;
        }
        if (lexer.is("TRIGGER") || lexer.is("FUNCTION") || lexer.is("PROCEDURE") || lexer.is("EVENT")) {
            body = RoutineBody.header(lexer);
        }
        rule = lexer.is("RULE");
        objectKnown = body != null || rule || lexer.is("TABLE") || lexer.is("VIEW") || lexer.is("INDEX") || lexer.is("SCHEMA")
                || lexer.is("DATABASE") || lexer.is("TYPE") || lexer.is("SEQUENCE") || lexer.is("DOMAIN");
    }
}
