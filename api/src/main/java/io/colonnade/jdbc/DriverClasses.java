// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

/**
 * Classes of a backend that its driver makes by their names.
 *
 * @since 0.1
 */
public final class DriverClasses {

    private DriverClasses() {
    }

    /**
     * Whether a driver finds a class of ours by its name: it looks with its own class loader, which need not be ours.
     *
     * @param driver any class of the driver
     * @param ours the class
     */
    public static boolean sees(Class<?> driver, Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, driver.getClassLoader()) == ours;
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }
}
