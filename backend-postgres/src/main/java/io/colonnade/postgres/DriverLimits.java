// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.SqlTokens;
import java.util.Locale;
import java.util.Map;

/**
 * Finds what must not reach the server because the driver could not go on: a COPY that it would have to feed or to read, and a change of
 * the settings of which the driver wants a certain value, at which it closes the connection. For one thread.
 */
final class DriverLimits {

    /** Each with what the driver wants. */
    private static final Map<String, String> SETTINGS = Map.of("datestyle", "the style ISO", "client_encoding", "UTF8");
    private static final String COPY = "COPY from the client and to the client (FROM STDIN, TO STDOUT) is nothing that a statement can do "
            + "here. Nothing was sent. Insert with executeMany, which sends rows in bulk, read with a query or a stream, or let the server read "
            + "or write a file of its own (COPY … FROM '/path').";

    private enum Statement { UNKNOWN, SET, COPY, OTHER }

    private Statement statement = Statement.UNKNOWN;
    private int parentheses;
    private boolean copyPlace;
    /** What a SET or a call of set_config is about; null while it is not known. */
    private String setting;
    private boolean valueSeen;
    private boolean valueTaken;
    /** How many parentheses are open outside a call of set_config; -1 outside one. */
    private int call = -1;
    private boolean callNamed;
    /** Whether the call says which of its arguments is which. */
    private boolean named;
    private String refusal;

    /** Why the statement is refused, all of whose tokens were taken; null if it is not. */
    String refusal() {
        if (statement == Statement.SET) {
            endOfValues();
        }
        return refusal;
    }

    /** Takes the next token. */
    void accept(SqlTokens tokens) {
        if (tokens.is('(')) {
            if (callNamed) {
                call = parentheses;
                setting = null;
            }
            parentheses++;
        } else if (tokens.is(')')) {
            parentheses--;
            if (parentheses == call) {
                endOfValues();
                call = -1;
            }
        } else if (statement == Statement.UNKNOWN && tokens.isWord()) {
            statement = tokens.is("set") ? Statement.SET : tokens.is("copy") ? Statement.COPY : Statement.OTHER;
        } else if (call >= 0) {
            inCall(tokens);
        } else if (statement == Statement.SET) {
            inSet(tokens);
        } else if (statement == Statement.COPY) {
            inCopy(tokens);
        }
        callNamed = tokens.isNamed("set_config");
    }

    private void inCopy(SqlTokens tokens) {
        if (copyPlace && (tokens.is("stdin") || tokens.is("stdout"))) {
            refusal = COPY;
        }
        copyPlace = parentheses == 0 && (tokens.is("from") || tokens.is("to"));
    }

    private void inSet(SqlTokens tokens) {
        if (setting == null) {
            if (!tokens.is("session") && !tokens.is("local")) {
                setting = tokens.is("names") ? "client_encoding" : tokens.name().toLowerCase(Locale.ROOT);
            }
        } else if (tokens.isString() || tokens.isQuotedName() || tokens.isWord() && !tokens.is("to")) {
            value(tokens.content());
        }
    }

    private void inCall(SqlTokens tokens) {
        if (!tokens.isString()) {
            named |= tokens.is("setting_name");
            return;
        }
        String content = tokens.content();
        if (setting == null && (named || !valueSeen) && SETTINGS.containsKey(content.toLowerCase(Locale.ROOT))) {
            setting = content.toLowerCase(Locale.ROOT);
        } else {
            value(content);
        }
    }

    private void value(String given) {
        String value = given.toLowerCase(Locale.ROOT);
        boolean first = !valueSeen;
        valueSeen = true;
        if ("datestyle".equals(setting)) {
            valueTaken = (first || valueTaken) && !value.contains("german") && !value.contains("sql") && !value.contains("postgres");
        } else if ("client_encoding".equals(setting)) {
            valueTaken = value.equals("utf8") || value.equals("utf-8") || value.equals("unicode")
                    || statement == Statement.SET && value.equals("default");
        }
    }

    private void endOfValues() {
        if (setting != null && SETTINGS.containsKey(setting) && !valueTaken) {
            refusal = "The driver needs the setting " + setting + " to be " + SETTINGS.get(setting) + ", and closes the connection at any "
                    + "other value. Nothing was sent. Accepted is that value, written in the text" + (setting.equals("datestyle")
                    ? "; to_char(…) writes a date in another form." : "; convert_to(…) and convert_from(…) know other encodings.");
        }
        setting = null;
        named = false;
        valueSeen = false;
        valueTaken = false;
    }
}
