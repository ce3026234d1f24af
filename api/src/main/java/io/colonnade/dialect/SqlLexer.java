// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.LexicalRules.DashComments;
import io.colonnade.dialect.LexicalRules.Quote;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/** Splits SQL text into tokens by the rules of a dialect, each character looked at a bounded number of times. For one thread. */
final class SqlLexer {

    /** The kinds of tokens. */
    enum Token {
        /** A word that is not quoted: keyword, name or number. */
        WORD,
        STRING, QUOTED_NAME, COMMENT, SPACE, SEMICOLON, OPEN, CLOSE,
        /** A colon and a name: a parameter of ours. */
        PARAMETER,
        /** A parameter of the database's own, such as $1. */
        FOREIGN_PARAMETER,
        /** A question mark that is part of an operator, escaped by a second one or not. */
        QUESTION,
        /** A backslash and the colon that it escapes. */
        ESCAPED_COLON,
        OTHER, END
    }

    private final String sql;
    private final LexicalRules rules;
    /** Whether placeholders stand where names stood, so that a question mark is one and a colon starts none. */
    private final boolean compiled;
    private int start;
    private int end;
    private int brackets;
    private boolean behindString;
    /** Where a comment starts whose content is run, while the lexer is in it; negative outside. */
    private int versionComment = -1;
    private long steps;

    SqlLexer(LexicalRules rules, String sql) {
        this(rules, sql, false);
    }

    private SqlLexer(LexicalRules rules, String sql, boolean compiled) {
        this.rules = rules;
        this.sql = sql;
        this.compiled = compiled;
        int nul = sql.indexOf('\0');
        if (nul >= 0) {
            throw refuse("SQL text cannot hold the character NUL: a database would not read what stands behind it", nul);
        }
    }

    /** Reads SQL text that was compiled for JDBC: a question mark is a placeholder, two are the operator. */
    static SqlLexer ofCompiled(LexicalRules rules, String sql) {
        return new SqlLexer(rules, sql, true);
    }

    /** Where the token starts. */
    int start() {
        return start;
    }

    /** Where the token ends, exclusive. */
    int end() {
        return end;
    }

    /** How many characters were looked at so far; a guard against quadratic time. */
    long steps() {
        return steps;
    }

    /** Whether the token is that keyword. */
    boolean is(String keyword) {
        return end - start == keyword.length() && sql.regionMatches(true, start, keyword, 0, keyword.length());
    }

    /** Whether the token is that character. */
    boolean is(char c) {
        return end - start == 1 && sql.charAt(start) == c;
    }

    /** Whether the token is a colon and that keyword. */
    boolean isColonAnd(String keyword) {
        return end - start == keyword.length() + 1 && sql.regionMatches(true, start + 1, keyword, 0, keyword.length());
    }

    /** Moves to the next token. */
    Token next() {
        Token token = read();
        behindString = token == Token.STRING;
        return token;
    }

    private Token read() {
        start = end;
        if (end == sql.length()) {
            if (versionComment >= 0) {
                throw refuse("A comment is not closed", versionComment);
            }
            return Token.END;
        }
        char c = take();
        switch (c) {
            case ' ', '\t', '\n', '\r', '\f', '\u000b':
                while (isSpace(peek(0))) {
                    take();
                }
                return Token.SPACE;
            case ';':
                return Token.SEMICOLON;
            case '(':
                return Token.OPEN;
            case ')':
                return Token.CLOSE;
            case '\'', '"', '`', '[', ']':
                return quoteOrBracket(c);
            case '-', '#', '/':
                return commentOrOther(c);
            case '*':
                return starOrOther();
            case ':':
                return colon();
            case '?':
                return question();
            case '$':
                if (rules.dollarQuotes() && dollarQuoted()) {
                    return Token.STRING;
                }
                break;
            case '\\':
                if (peek(0) == ':') {
                    take();
                    return Token.ESCAPED_COLON;
                }
                break;
            default:
                if (isWord(c)) {
                    return word(c);
                }
        }
        return foreignParameterOrOther(c);
    }

    private Token word(char first) {
        while (isWord(peek(0)) || peek(0) == '$') {
            take();
        }
        if (rules.escapeStrings() && end - start == 1 && (first == 'e' || first == 'E') && peek(0) == '\'') {
            do {
                take();
                skipQuoted('\'', true, "string");
            } while (continuesOnNextLine());
            return Token.STRING;
        }
        return Token.WORD;
    }

    private Token quoteOrBracket(char c) {
        for (Quote quote : Quote.values()) {
            if (quote.open() != c) {
                continue;
            }
            if (rules.stringQuotes().contains(quote)) {
                skipQuoted(quote.close(), rules.backslashEscapes(), "string");
                return Token.STRING;
            }
            if (rules.identifierQuotes().contains(quote)) {
                skipQuoted(quote.close(), false, "quoted name");
                return Token.QUOTED_NAME;
            }
        }
        if (c == '[') {
            brackets++;
        } else if (c == ']') {
            brackets = Math.max(0, brackets - 1);
        }
        return Token.OTHER;
    }

    private void skipQuoted(char close, boolean backslash, String what) {
        while (end < sql.length()) {
            char c = take();
            if (c == '\\' && backslash && end < sql.length()) {
                take();
            } else if (c == close) {
                if (close == ']' || peek(0) != close) {
                    return;
                }
                take();
            }
        }
        throw refuse("A " + what + " is not closed", start);
    }

    /** Strings that only white space with a line break divides are one string, and what escapes in the first part does so in the next. */
    private boolean continuesOnNextLine() {
        int closed = end;
        boolean lineBreak = false;
        while (end < sql.length()) {
            if (isSpace(peek(0))) {
                char c = take();
                lineBreak |= c == '\n' || c == '\r';
            } else if (peek(0) == '-' && peek(1) == '-') {
                skipLine();
            } else {
                break;
            }
        }
        if (lineBreak && peek(0) == '\'') {
            return true;
        }
        end = closed;
        return false;
    }

    private boolean dollarQuoted() {
        int tag = end;
        while (isWord(peek(0)) && !(end == tag && isDigit(peek(0)))) {
            take();
        }
        if (peek(0) != '$') {
            end = tag;
            return false;
        }
        take();
        int length = end - start;
        while (end < sql.length()) {
            // A tag holds no dollar within, so what a failed comparison looked at is not looked at by the next one.
            if (peek(0) == '$' && sql.regionMatches(end, sql, start, length)) {
                end += length;
                return true;
            }
            take();
        }
        throw refuse("A dollar-quoted string is not closed", start);
    }

    private Token commentOrOther(char c) {
        boolean dashes = c == '-' && peek(0) == '-'
                && (rules.dashComments() == DashComments.ALWAYS || end + 1 == sql.length() || peek(1) <= ' ');
        if (dashes || c == '#' && rules.hashComments()) {
            skipLine();
            return Token.COMMENT;
        }
        return c == '/' && peek(0) == '*' ? comment() : Token.OTHER;
    }

    private Token comment() {
        take();
        if (startsVersionComment()) {
            versionComment = start;
            return Token.COMMENT;
        }
        // What a server skips of these may hold another comment, for it may be run by a later server.
        boolean nested = rules.nestedComments() || rules.versionComments().serverVersion() > 0 && peek(0) == '!';
        char c;
        int depth = 1;
        while (end < sql.length()) {
            c = take();
            if (c == '*' && peek(0) == '/') {
                take();
                if (--depth == 0) {
                    return Token.COMMENT;
                }
            } else if (c == '/' && peek(0) == '*' && nested) {
                take();
                depth++;
            }
        }
        throw refuse("A comment is not closed", start);
    }

    /** Whether the server runs what stands in the comment; then its head is read, and the rest is read as what stands outside. */
    private boolean startsVersionComment() {
        int head = versionComment >= 0 ? -1 : rules.versionComments().headOf(sql, end);
        end = Math.max(end, head);
        return head >= 0;
    }

    private Token starOrOther() {
        if (versionComment >= 0 && peek(0) == '/') {
            take();
            versionComment = -1;
            return Token.COMMENT;
        }
        return Token.OTHER;
    }

    private void skipLine() {
        while (end < sql.length() && peek(0) != '\n') {
            take();
        }
    }

    private Token colon() {
        if (peek(0) == ':' || peek(0) == '=') {
            take();
            return Token.OTHER;
        }
        if (!isNameStart(peek(0))) {
            return foreignParameterOrOther(':');
        }
        // A value cannot stand directly behind a string: it is JSON_OBJECT('key':value).
        if (compiled || behindString || brackets > 0 && start > 0 && endsOperand(sql.charAt(start - 1))) {
            return Token.OTHER;
        }
        while (isNameStart(peek(0)) || isDigit(peek(0))) {
            take();
        }
        return Token.PARAMETER;
    }

    private Token question() {
        if (compiled) {
            return peek(0) == '?' && take() == '?' ? Token.QUESTION : Token.PARAMETER;
        }
        if (rules.questionOperators()) {
            if (peek(0) == '?') {
                take();
                return Token.QUESTION;
            }
            if (peek(0) == '&' || peek(0) == '|' && peek(1) != '|' || start > 0 && sql.charAt(start - 1) == '@') {
                return Token.QUESTION;
            }
        }
        throw refuse("A question mark is no parameter here: write :name and give the value by that name"
                + (rules.questionOperators() ? ", or ?? for the operator ?, as in ??-" : ""), start);
    }

    private Token foreignParameterOrOther(char c) {
        return rules.parameterPrefixes().indexOf(c) >= 0 && isWord(peek(0)) ? Token.FOREIGN_PARAMETER : Token.OTHER;
    }

    /** The error of a parameter that is not written as one of ours. */
    DatabaseException refuseForeignParameter() {
        return refuse("A parameter is written as a colon and a name that starts with a letter, not as " + sql.charAt(start) + peek(0)
                + "…: write :name", start);
    }

    /** An error that says where, and quotes nothing: SQL text may hold secrets. */
    DatabaseException refuse(String message, int position) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (sql.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return DatabaseException.of(ErrorKind.USAGE, message + " (at line " + line + ", column " + (position - lineStart + 1)
                + " of the SQL text).")
                .position(position).build();
    }

    private char take() {
        steps++;
        return sql.charAt(end++);
    }

    /** A character ahead; NUL behind the end. */
    private char peek(int distance) {
        return end + distance < sql.length() ? sql.charAt(end + distance) : '\0';
    }

    private static boolean endsOperand(char c) {
        return isWord(c) || c == ')' || c == ']' || c == '\'' || c == '"';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c >= 0x80;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
