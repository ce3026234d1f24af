// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.fire.Target;
import io.colonnade.servers.OwnServer;
import java.util.ArrayList;
import java.util.List;

/** What happens to the server of the bank. */
enum Fault {
    /** All of its processes are killed, and it is started again. */
    SERVER_KILLED,
    /** Sessions are ended by an administrator. */
    SESSIONS_ENDED,
    /** It is stopped in an orderly way, and started again. */
    SERVER_RESTARTED,
    /** It hangs for a while. */
    SERVER_PAUSED,
    /** The process of one client is killed; PostgreSQL ends all others then, and recovers. */
    BACKEND_KILLED;

    /** Those that can be done to a database: of a server of the user's own only sessions are ended. */
    static List<Fault> of(Target target, OwnServer server) {
        List<Fault> possible = new ArrayList<>(List.of(SESSIONS_ENDED));
        if (server != null) {
            possible.addAll(List.of(SERVER_KILLED, SERVER_RESTARTED, SERVER_PAUSED));
            if (target.engine() == Target.Engine.POSTGRESQL) {
                possible.add(BACKEND_KILLED);
            }
        }
        return List.copyOf(possible);
    }
}
