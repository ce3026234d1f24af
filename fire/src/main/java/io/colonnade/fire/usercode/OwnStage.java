// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A stage of the user's own making, which runs code when it is listened to. */
final class OwnStage extends CompletableFuture<Object> {

    private final Runnable code;

    OwnStage(Runnable code) {
        this.code = code;
        complete(this);
    }

    @Override
    public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> listener) {
        code.run();
        return super.whenComplete(listener);
    }
}
