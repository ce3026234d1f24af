// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL text in pieces, read from the first to the last. */
final class Tokens {

    /** Words that are no names. */
    private static final Set<String> RESERVED = Set.of("select", "from", "where", "order", "by", "limit", "join", "on", "union", "all",
            "as", "and", "or", "not", "in", "is", "null", "values", "insert", "into", "set", "group", "having", "for", "left", "right",
            "full", "inner", "cross", "outer", "natural", "fetch", "offset", "intersect", "except", "with", "case", "when", "distinct",
            "exists", "lateral", "default", "primary", "unique", "references", "check", "constraint", "foreign", "create", "table", "any",
            "window", "returning", "using", "row", "over");

    private static final Pattern PIECE = Pattern.compile("\\s+|--[^\\n]*|/\\*.*?\\*/|(?<number>\\d+(?:\\.\\d+)?)"
            + "|(?<word>[A-Za-z_][A-Za-z_0-9]*)|'(?<string>(?:[^']|'')*)'|\"(?<quoted>(?:[^\"]|\"\")*)\""
            + "|(?<symbol><>|<=|>=|[-+*/=<>(),.?])", Pattern.DOTALL);

    /** The kinds of pieces. */
    enum Kind { WORD, QUOTED, NUMBER, STRING, SYMBOL, END }

    private record Token(Kind kind, String text) {
    }

    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Tokens(String sql) throws EngineError {
        Matcher piece = PIECE.matcher(sql);
        int end = 0;
        while (end < sql.length()) {
            if (!piece.find(end) || piece.start() != end) {
                throw EngineError.syntax("no SQL at position " + end);
            }
            add(piece);
            end = piece.end();
        }
        tokens.add(new Token(Kind.END, ""));
    }

    private void add(Matcher piece) {
        if (piece.group("word") != null) {
            tokens.add(new Token(Kind.WORD, piece.group("word").toLowerCase(Locale.ROOT)));
        } else if (piece.group("quoted") != null) {
            tokens.add(new Token(Kind.QUOTED, piece.group("quoted").replace("\"\"", "\"")));
        } else if (piece.group("number") != null) {
            tokens.add(new Token(Kind.NUMBER, piece.group("number")));
        } else if (piece.group("string") != null) {
            tokens.add(new Token(Kind.STRING, piece.group("string").replace("''", "'")));
        } else if (piece.group("symbol") != null) {
            tokens.add(new Token(Kind.SYMBOL, piece.group("symbol")));
        }
    }

    Kind kind() {
        return tokens.get(at).kind();
    }

    /** Takes the next piece, whatever it is. */
    String take() {
        return tokens.get(at++).text();
    }

    /** Whether the next pieces are these words and symbols. */
    boolean at(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            Token token = tokens.get(Math.min(at + i, tokens.size() - 1));
            if (token.kind() != Kind.WORD && token.kind() != Kind.SYMBOL || !token.text().equals(expected[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes them if they are next. */
    boolean accept(String... expected) {
        boolean there = at(expected);
        at += there ? expected.length : 0;
        return there;
    }

    void expect(String... expected) throws EngineError {
        if (!accept(expected)) {
            throw unexpected(String.join(" ", expected));
        }
    }

    boolean atName() {
        return kind() == Kind.QUOTED || kind() == Kind.WORD && !RESERVED.contains(tokens.get(at).text());
    }

    String name() throws EngineError {
        if (!atName()) {
            throw unexpected("a name");
        }
        return take();
    }

    int integer() throws EngineError {
        if (kind() != Kind.NUMBER) {
            throw unexpected("a number");
        }
        return Integer.parseInt(take());
    }

    void end() throws EngineError {
        if (kind() != Kind.END) {
            throw unexpected("the end");
        }
    }

    EngineError unexpected(String wanted) {
        return EngineError.syntax(wanted + " was expected at piece " + (at + 1));
    }
}
