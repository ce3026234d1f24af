// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import java.util.List;

/** Steps that show the known differences, whatever the seed. */
final class Peculiarities {

    private Peculiarities() {
    }

    static List<Step> all() {
        return List.of();
    }
}
