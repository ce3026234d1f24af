// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the form that build servers read from JUnit: a test case for each rule. */
final class JUnitXmlReport {

    private static final double MILLIS = 1_000;

    private JUnitXmlReport() {
    }

    static String write(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuite", "name", "colonnade-tck." + report.name(), "tests", Integer.toString(report.rules().size()),
                    "failures", Long.toString(report.count(Status.FAIL)), "errors", "0",
                    "skipped", Long.toString(report.count(Status.EXCLUDED) + report.count(Status.NOT_RUN)),
                    "time", seconds(report.rules().stream().mapToLong(RuleResult::millis).sum()));
            properties(xml, report);
            for (RuleResult rule : report.rules()) {
                testCase(xml, report, rule);
            }
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report could not be written as XML", e);
        }
        return text.toString();
    }

    private static void properties(XMLStreamWriter xml, Report report) throws XMLStreamException {
        Environment environment = report.environment();
        start(xml, "properties");
        property(xml, "kit.version", report.kit().version());
        property(xml, "kit.rules", Integer.toString(report.kit().ruleCount()));
        property(xml, "kit.hash", report.kit().hash());
        property(xml, "whole", Boolean.toString(report.isWhole()));
        property(xml, "backend", environment.backend() + " " + environment.backendVersion());
        property(xml, "driver", environment.driver() + " " + environment.driverVersion());
        property(xml, "server", environment.product() + " " + environment.serverVersion());
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        start(xml, "property", "name", name, "value", value.strip());
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Report report, RuleResult rule) throws XMLStreamException {
        start(xml, "testcase", "classname", "colonnade-tck." + report.name() + "." + rule.group(), "name",
                rule.id() + ": " + rule.text(), "time", seconds(rule.millis()));
        switch (rule.status()) {
            case FAIL -> {
                start(xml, "failure", "message", rule.reason());
                xml.writeEndElement();
            }
            case EXCLUDED, NOT_RUN -> {
                start(xml, "skipped", "message", (rule.status() + " " + rule.reason()).strip());
                xml.writeEndElement();
            }
            case UNSUPPORTED_VERIFIED -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(clean(rule.status() + ": " + rule.reason()));
                xml.writeEndElement();
            }
            case PASS -> { }
        }
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, String element, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
        }
    }

    /** Without the characters that XML cannot hold. */
    private static String clean(String text) {
        return text.codePoints().filter(c -> c == '\n' || c == '\t' || c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / MILLIS);
    }
}
