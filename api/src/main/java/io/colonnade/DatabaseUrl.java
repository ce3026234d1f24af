// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where a database is and how to connect: {@code scheme://user:password@host:port/database?option=value&…}. Immutable.
 *
 * <p>A scheme names the dialect and may name a driver ({@code postgresql+jdbc}). Hosts may be several, divided by commas; an IPv6 address
 * stands in brackets. In user, password, host, database and options {@code %} and two hexadecimal digits stand for a byte of UTF-8.
 * {@code sqlite:///notes.db} is a relative path, {@code sqlite:////var/notes.db} an absolute one; {@code sqlite://},
 * {@code sqlite:///:memory:} and {@code sqlite::memory:} are databases in memory.
 *
 * <p>Neither {@link #toString()} nor an error shows the password; {@link #reveal()} does.
 *
 * @since 0.1
 */
public final class DatabaseUrl {

    /** Options that name the host, for socket paths and what else does not fit in front of the path. */
    static final Set<String> HOST_OPTIONS = Set.of("host", "unix_sock");

    private static final List<String> SECRETS = List.of("password", "passwd", "pwd", "passphrase", "secret", "token", "credential");

    private final String scheme;
    private final String user;
    private final String password;
    private final List<Host> hosts;
    private final String database;
    private final Map<String, String> options;

    DatabaseUrl(String scheme, String user, String password, List<Host> hosts, String database, Map<String, String> options) {
        this.scheme = scheme;
        this.user = user;
        this.password = password;
        this.hosts = List.copyOf(hosts);
        this.database = database;
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * One server.
     *
     * @param name its name or address, an IPv6 address without brackets; empty where only a port is given
     * @param port its port; -1 where none is given
     */
    public record Host(String name, int port) {

        public Host {
            DatabaseUrlParser.checkHost(Objects.requireNonNull(name, "name"), 0);
            if (port != -1 && (port < 1 || port > 65535)) {
                throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "A port is a number from 1 to 65535; given was " + port + ".").build();
            }
        }
    }

    /**
     * Reads a URL.
     *
     * @throws io.colonnade.error.ConfigurationException of kind CONFIG_INVALID with the position of the fault
     */
    public static DatabaseUrl parse(String url) {
        return new DatabaseUrlParser(Objects.requireNonNull(url, "url")).parse();
    }

    /** The scheme in lower case: the dialect, and where a driver is named a plus sign and the driver. */
    public String scheme() {
        return scheme;
    }

    /** The first part of the scheme: {@code postgresql}. */
    public String dialect() {
        int plus = scheme.indexOf('+');
        return plus < 0 ? scheme : scheme.substring(0, plus);
    }

    /** The second part of the scheme: {@code jdbc}; null where there is none. */
    public String driver() {
        int plus = scheme.indexOf('+');
        return plus < 0 ? null : scheme.substring(plus + 1);
    }

    /** The user's name; null where there is none. */
    public String user() {
        return user;
    }

    /** The password as it is, possibly empty; null where there is none. */
    public String password() {
        return password;
    }

    /** The first host, or the option {@code host} or {@code unix_sock}; null where there is none. */
    public String host() {
        if (!hosts.isEmpty() && !hosts.get(0).name().isEmpty()) {
            return hosts.get(0).name();
        }
        return options.getOrDefault("host", options.get("unix_sock"));
    }

    /** The first host's port; -1 where there is none. */
    public int port() {
        return hosts.isEmpty() ? -1 : hosts.get(0).port();
    }

    /** All hosts that stand in front of the path, in their order; unmodifiable. */
    public List<Host> hosts() {
        return hosts;
    }

    /** The database's name or path, without the slash that divides it from the host; empty where there is none. */
    public String database() {
        return database;
    }

    /** The options by name, in their order; unmodifiable. */
    public Map<String, String> options() {
        return options;
    }

    /** The same URL with another first part of the scheme. */
    public DatabaseUrl withDialect(String dialect) {
        return withScheme(driver() == null ? dialect : dialect + '+' + driver());
    }

    /** The same URL with another driver; null for none. */
    public DatabaseUrl withDriver(String driver) {
        return withScheme(driver == null ? dialect() : dialect() + '+' + driver);
    }

    private DatabaseUrl withScheme(String changed) {
        DatabaseUrlParser.checkScheme(changed);
        return new DatabaseUrl(changed.toLowerCase(Locale.ROOT), user, password, hosts, database, options);
    }

    /** The same URL with another user; null for none, and then without the password. */
    public DatabaseUrl withUser(String user) {
        return new DatabaseUrl(scheme, user, user == null ? null : password, hosts, database, options);
    }

    /** The same URL with another password; null for none. */
    public DatabaseUrl withPassword(String password) {
        return new DatabaseUrl(scheme, user == null && password != null ? "" : user, password, hosts, database, options);
    }

    /** The same URL with one host, on the port of the first one before. */
    public DatabaseUrl withHost(String host) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.keySet().removeAll(HOST_OPTIONS);
        return new DatabaseUrl(scheme, user, password, List.of(new Host(host, port())), database, changed);
    }

    /** The same URL with another port of its first host; -1 for none. */
    public DatabaseUrl withPort(int port) {
        List<Host> changed = new ArrayList<>(hosts);
        Host first = new Host(hosts.isEmpty() ? "" : hosts.get(0).name(), port);
        if (hosts.isEmpty()) {
            changed.add(first);
        } else {
            changed.set(0, first);
        }
        return new DatabaseUrl(scheme, user, password, changed, database, options);
    }

    /** The same URL with another database. */
    public DatabaseUrl withDatabase(String database) {
        return new DatabaseUrl(scheme, user, password, hosts, Objects.requireNonNull(database, "database"), options);
    }

    /** The same URL with an option added or changed; null removes it. */
    public DatabaseUrl withOption(String name, String value) {
        DatabaseUrlParser.checkOptionName(name, 0);
        Map<String, String> changed = new LinkedHashMap<>(options);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new DatabaseUrl(scheme, user, password, hosts, database, changed);
    }

    /** The whole URL with the password, in a form that {@link #parse} reads back as an equal one. Not for logs. */
    public String reveal() {
        return print(true);
    }

    /** The URL with {@code ***} in place of the password and of options that are named like secrets. */
    @Override
    public String toString() {
        return print(false);
    }

    /** Scheme, hosts and database: a name for logs that holds no secret. */
    String location() {
        return new DatabaseUrl(scheme, null, null, hosts, database, Map.of()).toString();
    }

    private String print(boolean reveal) {
        StringBuilder out = new StringBuilder(scheme).append("://");
        if (user != null) {
            PercentEncoding.encode(out, user, "");
            if (password != null) {
                PercentEncoding.encode(out.append(':'), reveal ? password : "***", "*");
            }
            out.append('@');
        }
        for (int i = 0; i < hosts.size(); i++) {
            String name = hosts.get(i).name();
            boolean brackets = name.indexOf(':') >= 0;
            PercentEncoding.encode(out.append(i == 0 ? "" : ",").append(brackets ? "[" : ""), name, brackets ? ":" : "");
            out.append(brackets ? "]" : "").append(hosts.get(i).port() < 0 ? "" : ":" + hosts.get(i).port());
        }
        if (!database.isEmpty()) {
            PercentEncoding.encode(out.append('/'), database, "/:");
        }
        char divider = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            out.append(divider).append(option.getKey()).append('=');
            PercentEncoding.encode(out, reveal || !isSecret(option.getKey()) ? option.getValue() : "***", "/:*");
            divider = '&';
        }
        return out.toString();
    }

    private static boolean isSecret(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::contains);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseUrl url && reveal().equals(url.reveal());
    }

    @Override
    public int hashCode() {
        return reveal().hashCode();
    }
}
