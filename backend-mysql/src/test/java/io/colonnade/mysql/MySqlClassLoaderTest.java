// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A closed database leaves nothing of the driver that would keep its class loader, as of an application that is undeployed. */
class MySqlClassLoaderTest {

    private static final String OFF = "com.mysql.cj.disableAbandonedConnectionCleanup";

    private static URL[] classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        return Stream.of((System.getProperty("java.class.path") + File.pathSeparator + modules).split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(entry -> {
                    try {
                        return new File(entry).toURI().toURL();
                    } catch (MalformedURLException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }).toArray(URL[]::new);
    }

    @Test
    void nothingOfTheDriverIsLeft() throws ReflectiveOperationException, IOException {
        String url = Product.MYSQL.url();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                Class<?> database = loader.loadClass("io.colonnade.Database");
                Object opened = join(database.getMethod("open", String.class).invoke(null, url));
                assertSame(loader, loader.loadClass("com.mysql.cj.jdbc.NonRegisteringDriver").getClassLoader());
                join(database.getMethod("closeAsync").invoke(opened));
            } finally {
                thread.setContextClassLoader(before);
            }
            List<String> threads = Thread.getAllStackTraces().keySet().stream().filter(other -> other.getContextClassLoader() == loader)
                    .map(Thread::getName).filter(name -> name.startsWith("mysql-")).toList();
            assertEquals(List.of(), threads);
            List<Driver> drivers = Collections.list(DriverManager.getDrivers());
            assertEquals(List.of(), drivers.stream().filter(driver -> driver.getClass().getClassLoader() == loader).toList());
            assertNull(System.getProperty(OFF), "what is set for the driver is set back");
        }
    }

    private static Object join(Object future) throws ReflectiveOperationException {
        return java.util.concurrent.CompletableFuture.class.getMethod("join").invoke(future);
    }
}
