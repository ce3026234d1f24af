// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

final class HtmlReport {

    private HtmlReport() {
    }

    static String write(Report report) {
        return report.name();
    }
}
