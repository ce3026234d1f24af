// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.RowValues;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/** Faults in streams. */
final class StreamFaults {

    private StreamFaults() {
    }

    /** The end is signalled twice. */
    static ConnectionBackend completesTwice(ConnectionBackend sound) {
        return withSubscriber(sound, subscriber -> new DelegatingSubscriber(subscriber) {
            @Override
            public void onComplete() {
                delegate.onComplete();
                delegate.onComplete();
            }
        });
    }

    /** More is delivered than was demanded. */
    static ConnectionBackend ignoresDemand(ConnectionBackend sound) {
        return withSubscriber(sound, subscriber -> new DelegatingSubscriber(subscriber) {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                delegate.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        subscription.request(n > 0 && n < Long.MAX_VALUE ? n + 1 : n);
                    }

                    @Override
                    public void cancel() {
                        subscription.cancel();
                    }
                });
            }
        });
    }

    private static ConnectionBackend withSubscriber(ConnectionBackend sound, UnaryOperator<Flow.Subscriber<? super RowValues>> fault) {
        return new ForwardingConnection(sound) {
            @Override
            public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
                Flow.Publisher<RowValues> publisher = delegate().stream(statement, binds, fetchSize);
                return subscriber -> publisher.subscribe(fault.apply(subscriber));
            }
        };
    }

    private static class DelegatingSubscriber implements Flow.Subscriber<RowValues> {
        final Flow.Subscriber<? super RowValues> delegate;

        DelegatingSubscriber(Flow.Subscriber<? super RowValues> delegate) {
            this.delegate = delegate;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            delegate.onSubscribe(subscription);
        }

        @Override
        public void onNext(RowValues row) {
            delegate.onNext(row);
        }

        @Override
        public void onError(Throwable failure) {
            delegate.onError(failure);
        }

        @Override
        public void onComplete() {
            delegate.onComplete();
        }
    }
}
