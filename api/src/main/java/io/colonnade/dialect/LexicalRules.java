// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Set;

/**
 * How a database splits SQL text into words, strings, names and comments, as far as it matters for finding parameters. What is the same
 * everywhere is no rule: a doubled quote stands for itself (a bracket does not), {@code /* … *}{@code /} is a comment, and the operators
 * {@code ::} and {@code :=} hold no parameter.
 *
 * @param stringQuotes the quotes around strings
 * @param identifierQuotes the quotes around names
 * @param backslashEscapes whether a backslash in a string takes the next character literally
 * @param escapeStrings whether it does so in {@code E'…'}
 * @param dollarQuotes whether {@code $tag$…$tag$} is a string
 * @param nestedComments whether a comment may hold another one
 * @param hashComments whether {@code #} starts a comment to the end of the line
 * @param dashComments what starts such a comment with {@code --}
 * @param questionOperators whether operators begin with a question mark ({@code ?}, {@code ?|}, {@code ?&})
 * @param parameterPrefixes the characters, besides the question mark, that start a parameter of the database's own in front of a letter or
 *     digit ({@code $1}, {@code @name}); raw text that uses one is refused. A colon here means {@code :1}
 * @param versionComments which comments hold SQL that the server runs ({@code /*!40101 … *}{@code /})
 */
public record LexicalRules(Set<Quote> stringQuotes, Set<Quote> identifierQuotes, boolean backslashEscapes, boolean escapeStrings,
                           boolean dollarQuotes, boolean nestedComments, boolean hashComments, DashComments dashComments,
                           boolean questionOperators, String parameterPrefixes, VersionComments versionComments) {

    /** The rules of the SQL standard. */
    public static final LexicalRules ANSI = new LexicalRules(Set.of(Quote.SINGLE), Set.of(Quote.DOUBLE), false, false, false, true, false,
            DashComments.ALWAYS, false, "");

    /** Rules of a database that runs nothing that stands in a comment. */
    public LexicalRules(Set<Quote> stringQuotes, Set<Quote> identifierQuotes, boolean backslashEscapes, boolean escapeStrings,
                        boolean dollarQuotes, boolean nestedComments, boolean hashComments, DashComments dashComments,
                        boolean questionOperators, String parameterPrefixes) {
        this(stringQuotes, identifierQuotes, backslashEscapes, escapeStrings, dollarQuotes, nestedComments, hashComments, dashComments,
                questionOperators, parameterPrefixes, VersionComments.NONE);
    }

    /** The same rules for a server that runs what stands in such comments. */
    public LexicalRules versionComments(VersionComments run) {
        return new LexicalRules(stringQuotes, identifierQuotes, backslashEscapes, escapeStrings, dollarQuotes, nestedComments, hashComments,
                dashComments, questionOperators, parameterPrefixes, run);
    }

    public LexicalRules {
        stringQuotes = Set.copyOf(stringQuotes);
        identifierQuotes = Set.copyOf(identifierQuotes);
        for (Quote quote : stringQuotes) {
            if (identifierQuotes.contains(quote)) {
                throw DatabaseException.of(ErrorKind.USAGE, "The quote " + quote.open() + " cannot quote both strings and names.").build();
            }
        }
    }

    /** Pairs of quotes. */
    public enum Quote {
        SINGLE('\'', '\''), DOUBLE('"', '"'), BACKTICK('`', '`'), BRACKET('[', ']');

        private final char open;
        private final char close;

        Quote(char open, char close) {
            this.open = open;
            this.close = close;
        }

        /** The quote in front. */
        public char open() {
            return open;
        }

        /** The quote behind. */
        public char close() {
            return close;
        }
    }

    /** What makes two dashes a comment. */
    public enum DashComments {
        /** Nothing else is needed. */
        ALWAYS,
        /** White space or the end of the text behind them (MySQL). */
        BEFORE_SPACE
    }

    /**
     * Which comments are run: {@code /*! … *}{@code /} always, and one with a version behind the exclamation mark if the server has that
     * version or a later one. MariaDB also runs {@code /*M! … *}{@code /}, and leaves to MySQL what asks for 5.7.0 to 9.99.99.
     *
     * <p>Source: "Comments" in MySQL's reference manual, "Comment Syntax" in MariaDB's.
     *
     * @param serverVersion the server's version as one number ({@code 80033} for 8.0.33); 0 for a database without such comments
     * @param mariaDb whether it is a MariaDB
     */
    public record VersionComments(int serverVersion, boolean mariaDb) {

        /** Comments are comments. */
        public static final VersionComments NONE = new VersionComments(0, false);

        private static final int LEAST_DIGITS = 5;
        private static final int MOST_DIGITS = 6;

        /**
         * Where the SQL in a comment starts that the server runs.
         *
         * @param start where the comment's content starts
         * @return negative if the server does not run it
         */
        int headOf(String sql, int start) {
            boolean forMariaDb = mariaDb && sql.startsWith("M!", start);
            if (serverVersion == 0 || !forMariaDb && !sql.startsWith("!", start)) {
                return -1;
            }
            int digits = start + (forMariaDb ? 2 : 1);
            int end = digits;
            int version = 0;
            while (end < Math.min(digits + MOST_DIGITS, sql.length()) && sql.charAt(end) >= '0' && sql.charAt(end) <= '9') {
                version = 10 * version + sql.charAt(end++) - '0';
            }
            if (end - digits < LEAST_DIGITS) {
                return digits;
            }
            boolean forMySql = version >= 50_700 && version <= 99_999;
            return version > serverVersion || mariaDb && !forMariaDb && forMySql ? -1 : end;
        }
    }
}
