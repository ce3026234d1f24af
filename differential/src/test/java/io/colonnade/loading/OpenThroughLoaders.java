// SPDX-License-Identifier: Apache-2.0
package io.colonnade.loading;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.spi.DatabaseBackend;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program like a plug-in host: Colonnade is in one class loader, the backend in another one. Run in a JVM of its own. */
public final class OpenThroughLoaders {

    private static final DatabaseOptions OPTIONS = DatabaseOptions.of("sqlite:///:memory:").build();

    private OpenThroughLoaders() {
    }

    /** Takes the backend's class path, and that of a copy of Colonnade with the backend. */
    public static void main(String[] args) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader plugIn = new URLClassLoader("plug-in", urls(args[0]), own);
                URLClassLoader copy = new URLClassLoader("copy", urls(args[1]), ClassLoader.getPlatformClassLoader())) {
            OpenDatabase.print(OPTIONS);
            OpenDatabase.print(OPTIONS.toBuilder().backendLoader(plugIn).build());
            DatabaseBackend backend = (DatabaseBackend) plugIn.loadClass("io.colonnade.sqlite.SqliteBackend").getConstructor().newInstance();
            OpenDatabase.print(OPTIONS.toBuilder().backend(backend).build());
            OpenDatabase.print(Database.open(OPTIONS, backend));
            thread.setContextClassLoader(plugIn);
            OpenDatabase.print(OPTIONS);
            OpenDatabase.print(OPTIONS.toBuilder().backendLoader(own).build());
            thread.setContextClassLoader(copy);
            OpenDatabase.print(OPTIONS);
        }
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
