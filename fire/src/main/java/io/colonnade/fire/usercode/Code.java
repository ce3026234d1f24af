// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.util.concurrent.CountDownLatch;

/** The code of the user's that is called in one round; does nothing but in the place that it was made for. */
final class Code implements Runnable {

    /** Of the round that runs, for classes of which the product makes the objects. */
    private static volatile Code current;

    private final Behaviour behaviour;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean armed;

    Code(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    static void runCurrent() {
        current.run();
    }

    /** From now on it does what it is for. */
    void arm() {
        current = this;
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    @Override
    public void run() {
        if (!armed) {
            return;
        }
        reached.countDown();
        if (behaviour.blocks()) {
            block();
        } else {
            behaviour.go();
        }
    }

    private void block() {
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    CountDownLatch reached() {
        return reached;
    }

    void release() {
        released.countDown();
    }
}
