// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import java.util.Locale;

/**
 * Reads the SQL text that is sent, with {@code ?} for each value, as PostgreSQL does: white space and comments are passed over, and each
 * character is looked at a bounded number of times. The text has passed the lexer of the core, so whatever is opened is closed. For one thread.
 */
final class StatementTokens {

    /** The kinds of tokens. */
    enum Token {
        /** A keyword or name without quotes, or a number. */
        WORD,
        /** A name in double quotes. */
        NAME,
        STRING, PLACEHOLDER, SYMBOL, END
    }

    private final String sql;
    private final boolean backslashEscapes;
    private int start;
    private int end;
    /** The contents of a string or quoted name, quotes and prefix left out. */
    private int contentStart;
    private int contentEnd;
    private long steps;

    /**
     * At the beginning of the text.
     *
     * @param backslashEscapes whether a backslash escapes in strings without a prefix too
     */
    StatementTokens(String sql, boolean backslashEscapes) {
        this.sql = sql;
        this.backslashEscapes = backslashEscapes;
    }

    /** How many characters were passed so far; a guard against quadratic time. */
    long steps() {
        return steps;
    }

    /** Whether the token is that word without quotes, which is given in lower case. */
    boolean is(String word) {
        return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
    }

    /** Whether the token is that symbol. */
    boolean is(char symbol) {
        return end - start == 1 && sql.charAt(start) == symbol;
    }

    /** The name that the token is: as it is in quotes, in lower case without. */
    String name() {
        return contentStart == start ? sql.substring(start, end).toLowerCase(Locale.ROOT) : content();
    }

    /** What a string or quoted name holds, its escapes as they are written. */
    String content() {
        return sql.substring(contentStart, contentEnd);
    }

    /** Moves to the next token. */
    Token next() {
        skipSpace();
        start = end;
        contentStart = start;
        if (end == sql.length()) {
            return Token.END;
        }
        char c = take();
        return switch (c) {
            case '\'' -> string(end, backslashEscapes);
            case '"' -> quotedName();
            case '?' -> question();
            case '$' -> dollar();
            default -> isWord(c) ? word(c) : Token.SYMBOL;
        };
    }

    private void skipSpace() {
        while (end < sql.length()) {
            char c = sql.charAt(end);
            if (c == '-' && peek(1) == '-') {
                int line = sql.indexOf('\n', end);
                pass(line < 0 ? sql.length() : line);
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (c == ' ' || c >= '\t' && c <= '\r') {
                pass(end + 1);
            } else {
                break;
            }
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (peek(0) == '/' && peek(1) == '*') {
                depth++;
                pass(end + 2);
            } else if (peek(0) == '*' && peek(1) == '/') {
                depth--;
                pass(end + 2);
            } else {
                pass(end + 1);
            }
        } while (depth > 0 && end < sql.length());
    }

    private Token string(int from, boolean backslash) {
        contentStart = from;
        pass(from);
        while (end < sql.length()) {
            char c = take();
            if (c == '\\' && backslash) {
                pass(end + 1);
            } else if (c == '\'') {
                if (peek(0) != '\'') {
                    contentEnd = end - 1;
                    return Token.STRING;
                }
                pass(end + 1);
            }
        }
        return unclosed(Token.STRING);
    }

    private Token quotedName() {
        contentStart = end;
        while (end < sql.length()) {
            if (take() == '"') {
                if (peek(0) != '"') {
                    contentEnd = end - 1;
                    return Token.NAME;
                }
                pass(end + 1);
            }
        }
        return unclosed(Token.NAME);
    }

    private Token unclosed(Token token) {
        pass(sql.length());
        contentEnd = end;
        return token;
    }

    private Token question() {
        if (peek(0) == '?') {
            pass(end + 1);
            return Token.SYMBOL;
        }
        return Token.PLACEHOLDER;
    }

    private Token dollar() {
        int tag = end;
        while (isWord(peek(0)) && !(end == tag && Character.isDigit(peek(0)))) {
            pass(end + 1);
        }
        if (peek(0) != '$') {
            end = tag;
            return Token.SYMBOL;
        }
        pass(end + 1);
        String quote = sql.substring(start, end);
        contentStart = end;
        int close = sql.indexOf(quote, end);
        if (close < 0) {
            return unclosed(Token.STRING);
        }
        contentEnd = close;
        pass(close + quote.length());
        return Token.STRING;
    }

    private Token word(char first) {
        while (isWord(peek(0)) || peek(0) == '$') {
            pass(end + 1);
        }
        if (peek(0) == '\'' && end - start == 1) {
            switch (first) {
                case 'e', 'E' -> {
                    return string(end + 1, true);
                }
                case 'n', 'N', 'b', 'B', 'x', 'X' -> {
                    return string(end + 1, false);
                }
                default -> {
                }
            }
        }
        return Token.WORD;
    }

    private char take() {
        pass(end + 1);
        return sql.charAt(end - 1);
    }

    /** Moves on; a backslash at the end escapes nothing. */
    private void pass(int to) {
        steps += to - end;
        end = Math.min(to, sql.length());
    }

    /** A character ahead; NUL behind the end. */
    private char peek(int distance) {
        return end + distance < sql.length() ? sql.charAt(end + distance) : '\0';
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80;
    }
}
