// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.tck.BackendTck;
import io.colonnade.tck.report.Kit;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report says which version of a backend it is of. */
class BackendVersionTest {

    @TempDir
    Path folder;

    @Test
    void theManifestSaysIt() throws Exception {
        assertEquals("1.2-rc3", versionInJar("1.2-rc3"));
    }

    @Test
    void elseTheModuleSaysIt() {
        assertEquals(Kit.current().version(), BackendVersion.of(BackendTck.class), "written by the compiler into module-info.class");
    }

    @Test
    void elseNothingSaysIt() throws Exception {
        assertEquals("", versionInJar(null));
        assertEquals("", BackendVersion.of(BackendVersionTest.class));
    }

    private String versionInJar(String version) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        Path jar = folder.resolve("backend" + version + ".jar");
        String entry = BackendVersionTest.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = BackendVersionTest.class.getResourceAsStream("BackendVersionTest.class")) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return BackendVersion.of(Class.forName(BackendVersionTest.class.getName(), false, loader));
        }
    }
}
