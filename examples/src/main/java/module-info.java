// SPDX-License-Identifier: Apache-2.0
/** Programs that show Colonnade at work. They name no backend: whichever stands on the path serves the URL. */
module io.colonnade.examples {
    requires io.colonnade.api;
    requires static com.google.guice;
    requires static jakarta.inject;

    // Rows are mapped to the records of this package, which are not public.
    opens io.colonnade.examples to io.colonnade.api;
    // Guice makes their objects.
    opens io.colonnade.examples.guice to com.google.guice;
}
