// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Converter;
import java.math.BigInteger;
import java.util.BitSet;

/** Stores bits as the number that they are. */
enum BitConverter implements Converter<BitSet, BigInteger> {
    BITS;

    @Override
    public BigInteger toDatabase(BitSet value) {
        BigInteger number = BigInteger.ZERO;
        for (int bit = value.nextSetBit(0); bit >= 0; bit = value.nextSetBit(bit + 1)) {
            number = number.setBit(bit);
        }
        return number;
    }

    @Override
    public BitSet fromDatabase(BigInteger value) {
        return BitSet.valueOf(new long[] {value.longValue()});
    }
}
