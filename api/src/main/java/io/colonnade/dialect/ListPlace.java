// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.SqlLexer.Token;

/** Follows the tokens of one SQL text and tells where a parameter stands alone in the parentheses of IN. For one thread. */
final class ListPlace {

    private final SqlLexer lexer;
    /** How much of {@code NOT IN (} stands directly in front: 1 for NOT, 2 for IN, 3 for the parenthesis. */
    private int seen;
    private int start;
    private boolean negated;
    /** The list that waits for its closing parenthesis; null for none. */
    private String open;

    ListPlace(SqlLexer lexer) {
        this.lexer = lexer;
    }

    /** Where {@code IN}, or the NOT before it, starts. */
    int start() {
        return start;
    }

    /** Whether it is NOT IN. */
    boolean negated() {
        return negated;
    }

    /** The lexer's token is a parameter with a list: refuses it unless it stands behind IN and a parenthesis. */
    void list(String name) {
        if (seen != 3) {
            throw misplaced(name);
        }
        open = name;
    }

    /** Takes the lexer's next token, a list behind {@link #list}. */
    void accept(Token token) {
        if (token == Token.SPACE || token == Token.COMMENT || token == Token.PARAMETER && open != null && seen == 3) {
            seen = token == Token.PARAMETER ? 0 : seen;
            return;
        }
        if (open != null && token != Token.CLOSE) {
            throw misplaced(open);
        }
        open = null;
        if (token == Token.WORD && lexer.is("NOT")) {
            seen = 1;
            start = lexer.start();
        } else if (token == Token.WORD && lexer.is("IN")) {
            negated = seen == 1;
            start = negated ? start : lexer.start();
            seen = 2;
        } else {
            seen = token == Token.OPEN && seen == 2 ? 3 : 0;
        }
    }

    private RuntimeException misplaced(String name) {
        return lexer.refuse("Parameter :" + name + " is given a list, which can stand only alone in the parentheses of IN, as in IN (:" + name
                + ")", lexer.start());
    }
}
