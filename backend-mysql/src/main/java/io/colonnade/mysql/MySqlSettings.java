// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.ServerAddress;
import io.colonnade.jdbc.SettingsReader;
import io.colonnade.jdbc.TlsSettings;
import io.colonnade.spi.ConnectionSettings;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The settings, checked. What is not among them cannot be set: the driver's own properties include ways to read files and to load classes.
 *
 * @param server where it is
 * @param user the user
 * @param password gives the password; gives null where there is none
 * @param database the database; empty for none
 * @param tls whether and how TLS is used
 * @param applicationName how the server shows this client; null to leave it out
 * @param initSql a statement for every fresh session, after a reset too; null for none
 * @param fullReset whether a connection that is given back is always reset, not only after statements that may have changed the session
 * @param preparedStatements how many statements each connection keeps prepared
 * @param maxMessageSize how many bytes a message of the server may hold
 */
record MySqlSettings(ServerAddress server, String user, Supplier<String> password, String database, TlsSettings tls, String applicationName,
                     String initSql, boolean fullReset, int preparedStatements, int maxMessageSize) {

    static final Set<String> OPTIONS = Set.of("socket", "ssl_mode", "ssl_root_cert", "ssl_cert", "ssl_key", "application_name", "init_sql",
            "session_reset", "prepared_statement_cache_size", MessageLimit.OPTION);

    private static final int DEFAULT_PORT = 3306;
    private static final int STATEMENTS = 256;
    private static final int MOST_STATEMENTS = 10_000;
    private static final Pattern APPLICATION_NAME = Pattern.compile("[^,:\\p{Cntrl}]{1,128}");

    static MySqlSettings of(ConnectionSettings settings) {
        SettingsReader options = new SettingsReader(settings);
        ServerAddress server = ServerAddress.of(settings, "127.0.0.1", DEFAULT_PORT, null);
        TlsSettings tls = TlsSettings.of(settings, server);
        String application = settings.option("application_name").orElse(null);
        if (application != null && !APPLICATION_NAME.matcher(application).matches()) {
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option application_name is \"" + application + "\"; accepted are"
                    + " up to 128 characters, none of them a comma, a colon or a control character.").option("application_name").build();
        }
        String user = settings.user() == null ? System.getProperty("user.name", "") : settings.user();
        return new MySqlSettings(server, user, settings.password(), settings.database(), tls, application,
                settings.option("init_sql").orElse(null), options.choice("session_reset", "changed", "full").equals("full"),
                options.number("prepared_statement_cache_size", STATEMENTS, 0, MOST_STATEMENTS), MessageLimit.bytes(settings));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return server + "/" + database;
    }
}
