// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The hardware address of a network interface, of 6 or 8 bytes: the values of {@code macaddr} and {@code macaddr8}. Immutable.
 *
 * @param bits its bytes, the first one highest
 * @param length how many bytes it has: 6 or 8
 */
public record MacAddress(long bits, int length) {

    private static final int SHORT = 6;
    private static final Pattern TEXT = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}(:[0-9A-Fa-f]{2}){0,2}");

    public MacAddress {
        if (length != SHORT && length != Long.BYTES) {
            throw TextForm.usage("a MacAddress has " + length + " bytes; accepted are " + SHORT + " and " + Long.BYTES);
        } else if (length == SHORT && bits >>> SHORT * Byte.SIZE != 0) {
            throw TextForm.usage("the bits of a MacAddress are more than its " + SHORT + " bytes hold");
        }
    }

    /** An address as text, its bytes in hexadecimal digits with colons between them: {@code 08:00:2b:01:02:03}. */
    public static MacAddress parse(String text) {
        String digits = text.replace(":", "");
        if (!TEXT.matcher(text).matches() || digits.length() == 2 * SHORT + 2) {
            throw TextForm.usage("the text of a MacAddress is none; accepted are such as 08:00:2b:01:02:03 and 08:00:2b:ff:fe:01:02:03");
        }
        return new MacAddress(HexFormat.fromHexDigitsToLong(digits), digits.length() / 2);
    }

    /** As PostgreSQL writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            text.append(text.isEmpty() ? "" : ":").append(HexFormat.of().toHexDigits((byte) (bits >>> shift)));
        }
        return text.toString();
    }
}
