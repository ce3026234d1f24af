// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.tck.cases.SilenceTestCase;

class MySqlTimeoutTest extends SilenceTestCase {

    MySqlTimeoutTest() {
        super("mysql");
    }
}
