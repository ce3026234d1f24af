// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.util.Map;
import java.util.TreeMap;

/** The rules that no broken reference backend breaks, and why. The list may only become shorter. */
final class RulesWithoutMutant {

    /** The reason for each, by its id. */
    static final Map<String, String> REASONS = new TreeMap<>();

    static {
        put("FLG-103 FLG-104 FLG-113 FLG-116 FLG-119 FLG-120 FLG-121 FLG-122 FLG-123",
                "it needs an SQL dialect that the reference lacks; DialectFlips turns round what it proves on real databases");
        put("FLG-106 FLG-107 FLG-108 FLG-111 FLG-115 FLG-125 FLG-126 FLG-127",
                "the engine has nothing of the kind that it is about; DialectFlips turns it round on real databases");
        put("BND-04 BND-05 BND-06 BND-13 BND-14", "values are matched with parameters above the backend");
        put("CON-04 CON-05 CON-06 CON-09 CON-10 ERR-11 THR-04", "the pool lends, takes back and waits above the backend");
        put("LIF-02 LIF-04 LIF-06 LIF-10", "a database is opened, closed and refused, and who waits is told so, above the backend");
        put("LIF-01 LIF-03", "whatever breaks it breaks every rule that opens a database");
        put("LIF-09", "it is part of the check at the end of every rule, all of which a broken backend fails");
        put("QRY-15", "a batch of no items does not reach the backend");
        put("STR-02 STR-04 STR-05 STR-06 STR-07 STR-08 STR-09 STR-12 STR-13 STR-16", "streams of a database keep the rules of Flow above the backend, whatever it does");
        put("THR-02 THR-07 THR-08", "futures are made above the backend");
        put("TXN-11 TXN-12 TXN-14 TXN-15 TXN-16 TXN-31", "the state of a transaction is kept above the backend");
    }

    private RulesWithoutMutant() {
    }

    private static void put(String ids, String reason) {
        for (String id : ids.split(" ")) {
            REASONS.put(id, reason);
        }
    }
}
