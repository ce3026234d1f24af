// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one function is spelled: text in which <code>{0}</code> stands for the first argument, <code>{*}</code> for all of them with commas
 * between them, <code>{1*}</code> for those from the second on, and <code>{* || }</code> for all of them with that text between them. Immutable, equal by its text.
 *
 * <p>An argument between parentheses and commas is written as it is, any other in parentheses unless it needs none anywhere.
 */
final class FunctionTemplate {

    /**
     * A part of the text.
     *
     * @param text what is written before the argument
     * @param argument the index of the argument; {@link #NONE} for none
     * @param separator what stands between it and those behind it; empty where it stands alone
     * @param delimited whether the argument stands between parentheses and commas
     */
    record Part(String text, int argument, String separator, boolean delimited) {
    }

    static final int NONE = -1;

    private static final Pattern ARGUMENT = Pattern.compile("\\{(?:(\\d)(\\*?)|\\*([^{}]*))}");

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final boolean primary;
    private final String definition;

    FunctionTemplate(String text) {
        this(text, text);
    }

    /**
     * A template.
     *
     * @param definition how it is spelled in what the database keeps, such as a CHECK; null where it has no place there
     */
    FunctionTemplate(String text, String definition) {
        this.text = text;
        this.definition = definition;
        int copied = 0;
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            String before = text.substring(copied, matcher.start());
            String given = matcher.group(3);
            boolean one = given == null && matcher.group(2).isEmpty();
            String separator = one ? "" : given == null || given.isEmpty() ? ", " : given;
            boolean delimited = isDelimiter(text, matcher.start() - 1, -1) && isDelimiter(text, matcher.end(), 1)
                    && (one || separator.strip().equals(","));
            parts.add(new Part(before, given == null ? Integer.parseInt(matcher.group(1)) : 0, separator, delimited));
            copied = matcher.end();
        }
        parts.add(new Part(text.substring(copied), NONE, "", false));
        for (Part part : parts) {
            if (part.text.indexOf('{') >= 0 || part.text.indexOf('}') >= 0 || part.text.indexOf('?') >= 0) {
                throw DatabaseException.of(ErrorKind.USAGE, "The template \"" + text + "\" of a function is not accepted: arguments are "
                        + "{0} to {9}, {*}, {1*} or {*separator}, and other braces and question marks cannot stand in it.").build();
            }
        }
        primary = isPrimary(text);
    }

    private static boolean isDelimiter(String text, int from, int step) {
        int at = from;
        while (at >= 0 && at < text.length() && text.charAt(at) == ' ') {
            at += step;
        }
        return at >= 0 && at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == (step < 0 ? '(' : ')'));
    }

    /** Whether the text is a word, a call, CASE … END, or stands in parentheses: whether it needs no other parentheses anywhere. */
    private static boolean isPrimary(String text) {
        if (text.startsWith("CASE ") && text.endsWith(" END")) {
            return true;
        }
        int at = 0;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at == text.length() || text.charAt(at) == '(' && closing(text, at) == text.length() - 1;
    }

    /** Where the parenthesis that opens there is closed. */
    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    List<Part> parts() {
        return parts;
    }

    /** How it is spelled in what the database keeps; itself where that makes no difference, null where it has no place there. */
    FunctionTemplate inDefinition() {
        return text.equals(definition) ? this : definition == null ? null : new FunctionTemplate(definition);
    }

    /** Whether what it writes needs no parentheses anywhere. */
    boolean primary() {
        return primary;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionTemplate template && text.equals(template.text) && Objects.equals(definition, template.definition);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.equals(definition) ? text : text + " (in definitions " + (definition == null ? "none" : definition) + ")";
    }
}
