// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static io.colonnade.PercentEncoding.invalid;

import io.colonnade.DatabaseUrl.Host;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a database URL in one pass. Its errors say where and never quote: any part of a malformed URL may be the password. */
final class DatabaseUrlParser {

    private static final String ESCAPE_HINT = "; in a user name or password the characters / ? # @ : % are written as percent escapes";

    private final String url;
    private String user;
    private String password;
    private final List<Host> hosts = new ArrayList<>();
    private String database = "";
    private final Map<String, String> options = new LinkedHashMap<>();

    DatabaseUrlParser(String url) {
        this.url = url;
    }

    DatabaseUrl parse() {
        checkCharacters();
        int colon = url.indexOf(':');
        if (colon <= 0) {
            throw invalid("It starts with the scheme and a colon, as in sqlite:///notes.db", 0);
        }
        checkScheme(url.substring(0, colon));
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        int query = url.indexOf('?');
        int pathEnd = query < 0 ? url.length() : query;
        if (url.startsWith("//", colon + 1)) {
            int path = url.indexOf('/', colon + 3);
            int authorityEnd = path < 0 || path > pathEnd ? pathEnd : path;
            authority(colon + 3, authorityEnd);
            if (authorityEnd < pathEnd) {
                database = PercentEncoding.decode(url, authorityEnd + 1, pathEnd);
            }
        } else if (url.startsWith(":memory:", colon + 1) && pathEnd == colon + 9) {
            database = ":memory:";
        } else {
            throw invalid("The scheme is followed by ://", colon + 1);
        }
        if (query >= 0 && query + 1 < url.length()) {
            query(query + 1);
        }
        return new DatabaseUrl(scheme, user, password, hosts, database, options);
    }

    private void checkCharacters() {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (Character.isISOControl(c)) {
                throw invalid("A control character is written as a percent escape", i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < url.length() && Character.isLowSurrogate(url.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw invalid("Half a surrogate pair is no character", i);
            }
        }
    }

    /** A letter, then letters, digits, dots and dashes; at most one plus sign, with a name on both sides. */
    static void checkScheme(String scheme) {
        boolean start = true;
        boolean driver = false;
        for (int i = 0; i <= scheme.length(); i++) {
            char c = i < scheme.length() ? scheme.charAt(i) : '+';
            boolean good = c == '+' ? !start && (i == scheme.length() || !driver) : c < 0x80 && (start ? Character.isLetter(c)
                    : PercentEncoding.isAlphanumeric(c) || c == '.' || c == '-' || c == '_');
            if (!good) {
                throw invalid("A scheme is a name of letters and digits, or two of them joined by + (sqlite, postgresql+jdbc)", i);
            }
            start = c == '+';
            driver |= c == '+';
        }
    }

    private void authority(int start, int end) {
        int at = end == start ? -1 : url.lastIndexOf('@', end - 1);
        int host = start;
        if (at >= start) {
            int colon = url.indexOf(':', start);
            boolean hasPassword = colon >= 0 && colon < at;
            user = PercentEncoding.decode(url, start, hasPassword ? colon : at);
            password = hasPassword ? PercentEncoding.decode(url, colon + 1, at) : null;
            host = at + 1;
        } else if (start < end && url.indexOf('@', end) >= 0) {
            throw invalid("An @ stands behind the host" + ESCAPE_HINT, url.indexOf('@', end));
        }
        while (host < end) {
            int comma = find(',', host, end);
            host(host, comma);
            if (hosts.size() > 1 && hosts.get(hosts.size() - 1).name().isEmpty() || comma == end - 1) {
                throw invalid("A host is missing in the list of hosts", comma == end - 1 ? end : host);
            }
            host = comma + 1;
        }
        if (hosts.size() > 1 && hosts.get(0).name().isEmpty()) {
            throw invalid("A host is missing in the list of hosts", at + 1);
        }
    }

    /** Where a character first stands, or the end; looks no further, so that a list of many parts is read in linear time. */
    private int find(char c, int start, int end) {
        int i = start;
        while (i < end && url.charAt(i) != c) {
            i++;
        }
        return i;
    }

    private void host(int start, int end) {
        int nameEnd;
        String name;
        if (start < end && url.charAt(start) == '[') {
            int close = find(']', start, end);
            if (close == end) {
                throw invalid("A bracket is not closed", start);
            }
            name = PercentEncoding.decode(url, start + 1, close);
            if (name.indexOf(':') < 0) {
                throw invalid("In brackets stands an IPv6 address, as in [::1]", start + 1);
            }
            checkHost(name, start + 1);
            nameEnd = close + 1;
            if (nameEnd < end && url.charAt(nameEnd) != ':') {
                throw invalid("Behind the bracket of an IPv6 address stands : and the port, or nothing", nameEnd);
            }
        } else {
            nameEnd = find(':', start, end);
            name = PercentEncoding.decode(url, start, nameEnd);
            if (name.indexOf(':') >= 0) {
                throw invalid("An IPv6 address stands in brackets, as in [::1]", start);
            }
            checkHost(name, start);
        }
        hosts.add(new Host(name, nameEnd < end ? port(nameEnd + 1, end) : -1));
    }

    /** A name without a colon is a host name, one with a colon an IPv6 address that may have a zone behind a percent sign. */
    static void checkHost(String name, int position) {
        int zone = name.indexOf('%');
        boolean ipv6 = name.indexOf(':') >= 0;
        boolean good = !ipv6 || name.indexOf(':') < name.lastIndexOf(':');
        for (int i = 0; i < name.length() && good; i++) {
            char c = name.charAt(i);
            good = !Character.isISOControl(c) && c != ' ' && c != '[' && c != ']'
                    && (!ipv6 || zone >= 0 && i >= zone || c < 0x80 && Character.digit(c, 16) >= 0 || c == ':' || c == '.');
        }
        if (!good) {
            throw invalid("A host is a name without spaces and brackets, or an IPv6 address", position);
        }
    }

    private int port(int start, int end) {
        int port = end == start || end - start > 5 ? 0 : 1;
        for (int i = start, value = 0; i < end && port > 0; i++) {
            int digit = url.charAt(i) - '0';
            value = value * 10 + digit;
            port = digit < 0 || digit > 9 ? 0 : i == end - 1 ? value : 1;
        }
        if (port < 1 || port > 65535) {
            throw invalid("A port is a number from 1 to 65535" + ESCAPE_HINT, start);
        }
        return port;
    }

    private void query(int start) {
        while (start <= url.length()) {
            int end = find('&', start, url.length());
            int equals = find('=', start, end);
            if (equals == start || equals == end) {
                throw invalid("An option is written name=value", start);
            }
            String name = PercentEncoding.decode(url, start, equals);
            checkOptionName(name, start);
            if (options.putIfAbsent(name, PercentEncoding.decode(url, equals + 1, end)) != null) {
                throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "Malformed database URL at position " + start + ": the option " + name
                        + " is given twice.").option(name).position(start).build();
            }
            if (DatabaseUrl.HOST_OPTIONS.contains(name) && hostAlreadyGiven()) {
                throw invalid("The host is given twice; accepted is one of: in front of the path, host=, unix_sock=", start);
            }
            start = end + 1;
        }
    }

    private boolean hostAlreadyGiven() {
        return !hosts.isEmpty() && !hosts.get(0).name().isEmpty() || options.keySet().containsAll(DatabaseUrl.HOST_OPTIONS);
    }

    static void checkOptionName(String name, int position) {
        boolean good = !name.isEmpty() && name.length() <= 100;
        for (int i = 0; i < name.length() && good; i++) {
            char c = name.charAt(i);
            good = PercentEncoding.isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
        }
        if (!good) {
            throw invalid("The name of an option is made of at most 100 letters, digits, underscores, dots and dashes", position);
        }
    }
}
