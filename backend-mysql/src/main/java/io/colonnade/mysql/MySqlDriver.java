// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The driver, without what would outlive a closed database and keep its class loader: it is not registered with the JDK, and the thread that
 * closes connections which a program has forgotten is not started, for Colonnade closes its own. Where somebody else has loaded the driver
 * before, both are theirs.
 */
final class MySqlDriver {

    private static final NonRegisteringDriver DRIVER = load();

    private MySqlDriver() {
    }

    static Connection connect(String url, Properties properties) throws SQLException {
        return DRIVER.connect(url, properties);
    }

    private static NonRegisteringDriver load() {
        String before = System.getProperty(PropertyDefinitions.SYSP_disableAbandonedConnectionCleanup);
        System.setProperty(PropertyDefinitions.SYSP_disableAbandonedConnectionCleanup, "true");
        try {
            // Initialises the class, which reads the property for good.
            AbandonedConnectionCleanupThread.isAlive();
            return new NonRegisteringDriver();
        } catch (SQLException impossible) {
            throw new ExceptionInInitializerError(impossible);
        } finally {
            if (before == null) {
                System.clearProperty(PropertyDefinitions.SYSP_disableAbandonedConnectionCleanup);
            } else {
                System.setProperty(PropertyDefinitions.SYSP_disableAbandonedConnectionCleanup, before);
            }
        }
    }
}
