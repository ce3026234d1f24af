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
    /** Whether the statement creates something that may have a body of statements. */
    private boolean routine;
    /** How many BEGINs and CASEs of such a body are open. */
    private int blocks;
    private boolean afterEnd;
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

    /** Takes the lexer's next token. */
    void accept(Token token) {
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
            case SEMICOLON -> {
                closeBlock();
                terminated |= blocks == 0 && (kind != null || with);
            }
            default -> part(token);
        }
        afterDot = lexer.is('.');
        beforeName = lexer.is(',') || token == Token.WORD && (lexer.is("WITH") || lexer.is("RECURSIVE"));
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
        closeBlock();
        if (token == Token.OPEN) {
            parentheses++;
        } else if (token == Token.CLOSE) {
            parentheses--;
        } else if (kind == null && !with) {
            kind = StatementKind.OTHER;
        }
    }

    private void word() {
        if (kind == null && !with) {
            level = parentheses;
            with = lexer.is("WITH");
            kind = with ? null : mainWord(StatementKind.OTHER);
            return;
        }
        if (kind == null && parentheses == level && !beforeName) {
            kind = mainWord(null);
        }
        if (kind == null || kind == StatementKind.QUERY) {
            writes |= lexer.is("INSERT") || lexer.is("UPDATE") || lexer.is("DELETE") || lexer.is("MERGE") || lexer.is("INTO");
        } else if (kind == StatementKind.DDL) {
            body();
        } else {
            returning |= kind != StatementKind.OTHER && parentheses == level && lexer.is("RETURNING");
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

    /** Follows the blocks of a trigger or routine, within which semicolons divide its own statements. */
    private void body() {
        if (afterEnd && (lexer.is("IF") || lexer.is("LOOP") || lexer.is("WHILE") || lexer.is("REPEAT"))) {
            afterEnd = false;
            return;
        }
        boolean endCase = afterEnd && lexer.is("CASE");
        closeBlock();
        if (blocks > 0) {
            afterEnd = lexer.is("END");
            blocks += lexer.is("BEGIN") || lexer.is("CASE") && !endCase ? 1 : 0;
        } else if (routine) {
            blocks = lexer.is("BEGIN") ? 1 : 0;
        } else {
            routine = lexer.is("TRIGGER") || lexer.is("FUNCTION") || lexer.is("PROCEDURE") || lexer.is("EVENT");
        }
    }

    private void closeBlock() {
        if (afterEnd) {
            afterEnd = false;
            blocks--;
        }
    }
}
