// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody is told what is not so, and nobody waits for ever, in whatever order the function of a transaction ends, its statements and its end
 * are answered, its time passes, its future is cancelled and its database closes: all orders are walked.
 */
class TransactionWalkTest {

    /** All choices, the last one first: an odometer whose wheels turn up as the walk comes to them. */
    private static final class Odometer {
        private final List<int[]> wheels = new ArrayList<>();
        private int place;

        int choose(int possibilities) {
            if (place == wheels.size()) {
                wheels.add(new int[] {0, possibilities});
            }
            return wheels.get(place++)[0];
        }

        boolean next() {
            place = 0;
            while (!wheels.isEmpty()) {
                int[] last = wheels.get(wheels.size() - 1);
                if (++last[0] < last[1]) {
                    return true;
                }
                wheels.remove(wheels.size() - 1);
            }
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, false", "PLAIN, true", "NESTED, false", "NESTED_AND_LEFT, false"})
    void nobodyIsToldWhatIsNotSo(TransactionWalk.Shape shape, boolean forceRollback) {
        Odometer odometer = new Odometer();
        List<String> lies = new ArrayList<>();
        int walks = 0;
        do {
            TransactionWalk walk = new TransactionWalk(odometer::choose, shape, forceRollback);
            walk.walk();
            walks++;
            if (walk.lie() != null && lies.size() < 10) {
                lies.add(walk.lie());
            }
        } while (odometer.next());
        int count = walks;
        assertTrue(lies.isEmpty(), () -> "in " + count + " walks:\n" + String.join("\n", lies));
        assertTrue(count > 1000, () -> "walks: " + count);
    }
}
