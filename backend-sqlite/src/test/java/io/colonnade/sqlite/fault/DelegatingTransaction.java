// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletionStage;

/** Hands everything on; a fault overrides what it breaks. */
class DelegatingTransaction implements TransactionBackend {

    final TransactionBackend delegate;

    DelegatingTransaction(TransactionBackend delegate) {
        this.delegate = delegate;
    }

    @Override
    public CompletionStage<Void> commit() {
        return delegate.commit();
    }

    @Override
    public CompletionStage<Void> rollback() {
        return delegate.rollback();
    }

    @Override
    public CompletionStage<TransactionBackend> savepoint() {
        return delegate.savepoint();
    }
}
