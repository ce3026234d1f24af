// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** In what a database counts the length of a name. */
public enum LengthUnit {
    CHARACTERS {
        @Override
        int of(String name) {
            return name.codePointCount(0, name.length());
        }
    },
    /** In bytes of UTF-8. */
    BYTES {
        @Override
        int of(String name) {
            int bytes = 0;
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                // Each half of a surrogate pair is half of four bytes.
                bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
            return bytes;
        }
    };

    abstract int of(String name);
}
