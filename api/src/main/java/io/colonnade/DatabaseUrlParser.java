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
    /** Where the scheme ends. */
    private int colon = -1;
    /** Where the path begins; where the query begins if there is none. */
    private int path = -1;
    /** Where the query begins; the end of the URL if there is none. */
    private int query = -1;
    /** Where the last @ in front of the path stands; negative if there is none. */
    private int at = -1;
    /** Where the first @ behind that stands. */
    private int atBehind = -1;
    private long steps;

    DatabaseUrlParser(String url) {
        this.url = url;
    }

    DatabaseUrl parse() {
        mark();
        if (colon <= 0) {
            throw invalid("It starts with the scheme and a colon, as in sqlite:///notes.db", 0);
        }
        checkScheme(url.substring(0, colon));
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (scheme.equals("jdbc")) {
            throw invalid(JdbcUrls.advice(url.substring(colon + 1)), 0);
        }
        if (url.startsWith("//", colon + 1)) {
            authority(colon + 3, path);
            if (path < query) {
                database = decode(path + 1, query);
            }
        } else if (url.startsWith(":memory:", colon + 1) && query == colon + 9) {
            database = ":memory:";
        } else {
            throw invalid("The scheme is followed by ://", colon + 1);
        }
        if (query + 1 < url.length()) {
            query(query + 1);
        }
        return new DatabaseUrl(scheme, user, password, hosts, database, options);
    }

    /** How many characters were looked at so far; a guard against quadratic time. */
    long steps() {
        return steps;
    }

    /** Checks all characters and notes where the parts of the URL end. */
    private void mark() {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            mark(c, i);
            if (Character.isISOControl(c)) {
                throw invalid("A control character is written as a percent escape", i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < url.length() && Character.isLowSurrogate(url.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw invalid("Half a surrogate pair is no character", i);
            }
        }
        steps += url.length();
        query = query < 0 ? url.length() : query;
        path = path < 0 ? query : path;
    }

    private void mark(char c, int position) {
        if (c == ':' && colon < 0) {
            colon = position;
        } else if (c == '?' && query < 0) {
            query = position;
        } else if (c == '/' && path < 0 && query < 0 && colon >= 0 && position >= colon + 3) {
            path = position;
        } else if (c == '@' && path < 0 && query < 0) {
            at = position;
        } else if (c == '@' && atBehind < 0) {
            atBehind = position;
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
        int host = start;
        if (at >= start) {
            int userEnd = find(':', start, at);
            user = decode(start, userEnd);
            password = userEnd < at ? decode(userEnd + 1, at) : null;
            host = at + 1;
        } else if (start < end && atBehind >= 0) {
            throw invalid("An @ stands behind the host" + ESCAPE_HINT, atBehind);
        }
        while (host < end) {
            int comma = host(host, end);
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
        return find(c, c, start, end);
    }

    private int find(char c, char or, int start, int end) {
        int i = start;
        while (i < end && url.charAt(i) != c && url.charAt(i) != or) {
            i++;
        }
        steps += i - start;
        return i;
    }

    private String decode(int start, int end) {
        steps += end - start;
        return PercentEncoding.decode(url, start, end);
    }

    /** Reads a host and its port; gives where they end. */
    private int host(int start, int end) {
        boolean address = url.charAt(start) == '[';
        int nameEnd = address ? find(']', start, end) : find(':', ',', start, end);
        if (address && nameEnd == end) {
            throw invalid("A bracket is not closed", start);
        }
        String name = decode(address ? start + 1 : start, nameEnd);
        boolean hasColon = name.indexOf(':') >= 0;
        if (address && !hasColon) {
            throw invalid("In brackets stands an IPv6 address, as in [::1]", start + 1);
        } else if (!address && hasColon) {
            throw invalid("An IPv6 address stands in brackets, as in [::1]", start);
        }
        checkHost(name, address ? start + 1 : start);
        steps += name.length();
        int portStart = address ? nameEnd + 1 : nameEnd;
        if (portStart < end && url.charAt(portStart) != ':' && url.charAt(portStart) != ',') {
            throw invalid("Behind the bracket of an IPv6 address stands : and the port, or nothing", portStart);
        }
        boolean hasPort = portStart < end && url.charAt(portStart) == ':';
        int hostEnd = hasPort ? find(',', portStart + 1, end) : portStart;
        hosts.add(new Host(name, hasPort ? port(portStart + 1, hostEnd) : -1));
        return hostEnd;
    }

    /** A name without a colon is a host name, one with a colon an IPv6 address that may have a zone behind a percent sign. */
    static void checkHost(String name, int position) {
        boolean plain = true;
        boolean ipv6 = true;
        boolean zone = false;
        int colons = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            zone |= c == '%';
            colons += c == ':' ? 1 : 0;
            plain &= !Character.isISOControl(c) && c != ' ' && c != '[' && c != ']';
            ipv6 &= zone || c < 0x80 && Character.digit(c, 16) >= 0 || c == ':' || c == '.';
        }
        if (!plain || colons == 1 || colons > 1 && !ipv6) {
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
            String name = decode(start, equals);
            checkOptionName(name, start);
            if (options.putIfAbsent(name, decode(equals + 1, end)) != null) {
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
