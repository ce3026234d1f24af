// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The kinds of the servers' errors that only their words tell: there are thousands of numbers, most of them with the SQLSTATE HY000, and more with
 * every version. The words are English, for every session asks for that.
 */
final class MySqlErrorWords {

    /** The first that is found decides. */
    private static final Map<Pattern, ErrorKind> KINDS = new LinkedHashMap<>();

    static {
        words("got (?:an )?error|got temporary|error (?:on|reading|writing|in|when|while|during)|internal|unknown error|fatal|failed on f|got signal",
                ErrorKind.INTERNAL);
        words("corrupt|marked as crashed|checksum|wrong structure|malformed", ErrorKind.CORRUPT);
        words("access denied|privilege|permission|not (?:the )?owner|not allowed to (?:create|modify|change)", ErrorKind.PERMISSION);
        words("already exists|already defined|already a|duplicate|same name", ErrorKind.ALREADY_EXISTS);
        words("doesn't exist|does(?:n't| not) exist|unknown|can(?:no|')t find|not found|no such|undefined|undeclared|no matching|is not defined"
                + "|uninitialized", ErrorKind.NOT_FOUND);
        words("out of memory|no space|disk (?:is )?full|quota", ErrorKind.STORAGE_FULL);
        words("too (?:long|big|large|many|high|deep)|exceed|longer than|larger than|overrun", ErrorKind.VALUE_TOO_LARGE);
        words("not supported|unsupported|n't support|not (?:yet )?allowed|can ?not|can't|disabled|not permitted|only .*allowed|not updatable"
                + "|not insertable|not compiled|reserved|not available|read.only|unable", ErrorKind.UNSUPPORTED);
        words("incorrect .*value|invalid|illegal|out of range|truncat|overflow|not valid|bad |null|not in the correct|must be (?:a |an |in |between|pos)"
                + "|decoding|ambiguous|has become", ErrorKind.DATA);
    }

    private MySqlErrorWords() {
    }

    private static void words(String pattern, ErrorKind kind) {
        KINDS.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), kind);
    }

    /** The kind of an error that the server gave a number of its own. What nothing is known of is a statement that the server does not take. */
    static ErrorKind of(String text) {
        for (Map.Entry<Pattern, ErrorKind> entry : KINDS.entrySet()) {
            if (entry.getKey().matcher(text).find()) {
                return entry.getValue();
            }
        }
        return ErrorKind.SYNTAX;
    }
}
