// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.BackendTck;

// snippet: h2-tck
/** H2 against all rules of the kit. */
class H2TckTest extends BackendTck {

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse("h2:///mem:tck");
    }

    @Override
    protected boolean strict() {
        return true;
    }
}
// end
