// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;

/** A class loader that runs code when it is asked for resources. */
final class OwnLoader extends ClassLoader {

    private final Runnable code;

    OwnLoader(Runnable code) {
        super(OwnLoader.class.getClassLoader());
        this.code = code;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        code.run();
        return super.getResources(name);
    }
}
