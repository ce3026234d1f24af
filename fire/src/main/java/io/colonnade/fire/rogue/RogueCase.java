// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import io.colonnade.error.ErrorKind;
import io.colonnade.servers.RogueServer;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a server does, and what must come of it.
 *
 * @param name what it does, in a few words
 * @param options of the URL; empty, or beginning with an ampersand
 * @param script does it, once for each connection
 * @param says what the error's message must hold
 * @param kinds the kinds of error that are right
 */
record RogueCase(String name, String options, RogueServer.Script script, String says, Set<ErrorKind> kinds) {

    private static final int MOST_KINDS = 5;

    /** With the kinds one by one. */
    static RogueCase of(String name, String options, RogueServer.Script script, String says, ErrorKind kind, ErrorKind... others) {
        return new RogueCase(name, options, script, says, EnumSet.of(kind, others));
    }

    /** Whether nothing need come of it: it says of no kind that it is the one. */
    boolean mayGoWell() {
        return kinds.size() > MOST_KINDS;
    }

    @Override
    public String toString() {
        return name + (options.isEmpty() ? "" : " (" + options.substring(1) + ")");
    }
}
