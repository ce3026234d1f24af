// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.SqlLexer.Token;
import java.util.Locale;

/**
 * The tokens of a compiled statement, as its database reads them, for a backend that must know more of a text than its kind. White space and
 * comments are passed over; what stands in a comment that the server runs ({@code /*!40101 … *}{@code /}) is not. Each character is looked
 * at a bounded number of times, which no regular expression over SQL text can promise. For one thread.
 *
 * @since 0.1
 */
public final class SqlTokens {

    private final String sql;
    private final SqlLexer lexer;
    private Token token = Token.SPACE;
    private int depth;
    private long copied;

    private SqlTokens(String sql, SqlLexer lexer) {
        this.sql = sql;
        this.lexer = lexer;
    }

    /** The tokens of a statement in whose text placeholders are question marks; {@link #next} moves to the first one. */
    public static SqlTokens of(LexicalRules rules, Compiled statement) {
        return new SqlTokens(statement.sql(), SqlLexer.ofCompiled(rules, statement.sql()));
    }

    /** Moves to the next token; false if there is none. */
    public boolean next() {
        do {
            token = lexer.next();
        } while (token == Token.SPACE || token == Token.COMMENT);
        if (token == Token.OPEN) {
            depth++;
        } else if (token == Token.CLOSE) {
            depth--;
        }
        return token != Token.END;
    }

    /** Moves to the next token and tells whether it is that word. */
    public boolean nextIs(String word) {
        return next() && is(word);
    }

    /** Whether it is that word, whatever its case; not where it is quoted. */
    public boolean is(String word) {
        return token == Token.WORD && lexer.is(word);
    }

    /** Whether it is that character, and not part of a string or name. */
    public boolean is(char symbol) {
        return token != Token.WORD && lexer.is(symbol);
    }

    /** Whether it is a word that is not quoted: keyword, name or number. */
    public boolean isWord() {
        return token == Token.WORD;
    }

    /** Whether it is a quoted name. */
    public boolean isQuotedName() {
        return token == Token.QUOTED_NAME;
    }

    /** Whether it is a string. */
    public boolean isString() {
        return token == Token.STRING;
    }

    /** Whether it stands for a value. */
    public boolean isPlaceholder() {
        return token == Token.PARAMETER;
    }

    /** How many parentheses are open; an opening one is counted, a closing one is not. */
    public int depth() {
        return depth;
    }

    /** Where it starts in the text. */
    public int start() {
        return lexer.start();
    }

    /** Where it ends in the text, exclusive. */
    public int end() {
        return lexer.end();
    }

    /** It as it is written. */
    public String text() {
        return written(lexer.start(), lexer.end());
    }

    /** What a string or quoted name holds, without its quotes and what belongs to them, escapes as they are written; else the token. */
    public String content() {
        if (!isString() && !isQuotedName()) {
            return text();
        }
        int start = lexer.start();
        char first = sql.charAt(start);
        if (first == '$') {
            int tag = sql.indexOf('$', start + 1) + 1 - start;
            return written(start + tag, lexer.end() - tag);
        }
        return written(start + (first == 'e' || first == 'E' ? 2 : 1), lexer.end() - 1);
    }

    /** The name that it is: as it is meant in quotes, in lower case without. */
    public String name() {
        if (!isQuotedName()) {
            return text().toLowerCase(Locale.ROOT);
        }
        String quote = sql.substring(lexer.end() - 1, lexer.end());
        return quote.equals("]") ? content() : content().replace(quote + quote, quote);
    }

    /** Whether it is that name, in quotes or without, whatever its case. */
    public boolean isNamed(String name) {
        return isWord() ? lexer.is(name) : isQuotedName() && name().equalsIgnoreCase(name);
    }

    private String written(int from, int to) {
        copied += to - from;
        return sql.substring(from, to);
    }

    /** It in upper case. */
    public String upperCase() {
        return text().toUpperCase(Locale.ROOT);
    }

    /** How many characters were looked at so far and handed out; who reads the tokens can prove by it that it takes linear time. */
    public long steps() {
        return lexer.steps() + copied;
    }
}
