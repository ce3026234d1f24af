// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DriverClassesTest {

    @Test
    void aDriverSeesWhatItsOwnLoaderFinds() {
        assertTrue(DriverClasses.sees(DriverClassesTest.class, SqlText.class));
        assertFalse(DriverClasses.sees(String.class, SqlText.class), "the loader of the JDK knows no class of ours");
    }
}
