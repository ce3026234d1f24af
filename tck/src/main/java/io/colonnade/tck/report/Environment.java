// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was against. It holds neither a password nor the place of the server.
 *
 * @param backend the class of the backend
 * @param backendVersion the version of its jar; empty if that does not say
 * @param driver the driver's name; empty if it tells none
 * @param driverVersion the driver's version; may be empty
 * @param dialect the name of the dialect
 * @param product the database product
 * @param serverVersion the version of the server
 * @param scheme the scheme of the URL
 * @param options the options of the URL but those that name a place or a user, with {@code ***} in place of what is secret or no plain word
 * @param java the vendor and version of Java
 * @param system the operating system
 */
public record Environment(String backend, String backendVersion, String driver, String driverVersion, String dialect, String product,
                          String serverVersion, String scheme, Map<String, String> options, String java, String system) {
    public Environment {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
