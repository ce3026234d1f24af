// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.sql.Json;
import java.util.BitSet;

/** Tells whether a text is a JSON document as RFC 8259 defines it, in one reading of it, however deep it is nested. */
final class JsonText {

    private final String text;
    private int at;
    /** For each value that is open whether it is an object; else it is an array. */
    private final BitSet objects = new BitSet();
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /** The document that a text is; without the text in its message the exception says that it is none. */
    static Json json(String text) {
        new JsonText(text).document();
        return new Json(text);
    }

    private void document() {
        value();
        while (depth > 0) {
            char next = skipped();
            if (next == ',') {
                at++;
                member();
                value();
            } else if (next == (objects.get(depth - 1) ? '}' : ']')) {
                at++;
                depth--;
            } else {
                throw none();
            }
        }
        if (skipped() != 0 || at < text.length()) {
            throw none();
        }
    }

    /** Reads a value, but of an object and of an array only what stands before their first end or comma. */
    private void value() {
        for (char first = skipped(); opens(first); first = skipped()) {
            at++;
            boolean object = first == '{';
            if (skipped() == (object ? '}' : ']')) {
                at++;
                return;
            }
            objects.set(depth++, object);
            member();
        }
        scalar();
    }

    private static boolean opens(char c) {
        return c == '{' || c == '[';
    }

    /** The name in front of a value, where the innermost open one is an object. */
    private void member() {
        if (objects.get(depth - 1)) {
            expect(skipped() == '"');
            string();
            expect(skipped() == ':');
            at++;
        }
    }

    private void scalar() {
        switch (peek()) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void word(String word) {
        expect(text.startsWith(word, at));
        at += word.length();
    }

    private void string() {
        at++;
        for (char c = peek(); c != '"'; c = peek()) {
            expect(c >= ' ');
            at++;
            if (c == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        char c = peek();
        at++;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                expect(Character.digit(peek(), 16) >= 0 && peek() < 128);
                at++;
            }
        } else {
            expect("\"\\/bfnrt".indexOf(c) >= 0);
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        expect(isDigit(peek()));
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The character that is next, behind white space; NUL at the end. */
    private char skipped() {
        char c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            at++;
            c = peek();
        }
        return c;
    }

    /** NUL, which may stand nowhere in a document, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static void expect(boolean met) {
        if (!met) {
            throw none();
        }
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("not a JSON document");
    }
}
