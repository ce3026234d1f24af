// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/**
 * Reads and writes the text forms of values that are made of others: arrays, ranges, composites. Each character is looked at a bounded number of
 * times. For one thread.
 */
final class TextScanner {

    private final CharSequence text;
    private final String what;
    private int at;
    private boolean quoted;

    /**
     * At the beginning of a text.
     *
     * @param what what the text is, for errors, which never quote it
     */
    TextScanner(CharSequence text, String what) {
        this.text = text;
        this.what = what;
    }

    /** Appends a part, in quotes if it holds a character that would be taken for another thing. */
    static void append(StringBuilder out, String part, String special) {
        boolean plain = !part.isEmpty();
        for (int i = 0; plain && i < part.length(); i++) {
            char c = part.charAt(i);
            plain = c != '"' && c != '\\' && special.indexOf(c) < 0 && !Character.isWhitespace(c);
        }
        if (plain) {
            out.append(part);
            return;
        }
        out.append('"');
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        out.append('"');
    }

    /** The next part, up to one of the characters that end it. */
    String part(String ends) {
        StringBuilder part = new StringBuilder();
        boolean inQuotes = false;
        quoted = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                part.append(text.charAt(++at));
            } else if (c == '"' && inQuotes && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                part.append(c);
                at++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
                quoted = true;
            } else if (!inQuotes && ends.indexOf(c) >= 0) {
                return part.toString();
            } else {
                part.append(c);
            }
        }
        throw malformed();
    }

    /** Whether the last part stood in quotes. */
    boolean wasQuoted() {
        return quoted;
    }

    /** Passes over a character if it is the next one. */
    boolean accept(char c) {
        boolean next = at < text.length() && text.charAt(at) == c;
        at += next ? 1 : 0;
        return next;
    }

    /** Passes over the next character, which must be one of these. */
    char expect(String accepted) {
        if (at == text.length() || accepted.indexOf(text.charAt(at)) < 0) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    boolean startsWith(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    void expectEnd() {
        if (at != text.length()) {
            throw malformed();
        }
    }

    private DatabaseException malformed() {
        return refused("is no text of " + what + " at offset " + at);
    }

    /** What was stored, or was to be stored, cannot be. */
    static DatabaseException refused(String why) {
        return DatabaseException.of(ErrorKind.DATA, "the value " + why).build();
    }
}
