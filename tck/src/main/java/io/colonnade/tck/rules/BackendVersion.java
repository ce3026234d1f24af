// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSource;
import java.util.Optional;

/** The version of the jar or folder that a class is in: of its manifest, or else of its module. */
final class BackendVersion {

    private BackendVersion() {
    }

    /** Empty where neither says it. */
    static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).or(() -> module(type).flatMap(ModuleDescriptor::rawVersion))
                .orElse("");
    }

    /** On the class path Java does not read it. */
    private static Optional<ModuleDescriptor> module(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (type.getModule().isNamed() || source == null || source.getLocation() == null) {
            return Optional.ofNullable(type.getModule().getDescriptor());
        }
        try (URLClassLoader home = new URLClassLoader(new URL[] {source.getLocation()}, null)) {
            URL file = home.findResource("module-info.class");
            return file == null ? Optional.empty() : Optional.of(read(file));
        } catch (IOException | InvalidModuleDescriptorException e) {
            return Optional.empty();
        }
    }

    private static ModuleDescriptor read(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        // Else the jar stays open.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return ModuleDescriptor.read(in);
        }
    }
}
