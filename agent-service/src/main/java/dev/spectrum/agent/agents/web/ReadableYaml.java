package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * YAML for people and git: text of several lines as lines, words without quotes. Jackson's own choice between the styles
 * loses characters (a carriage return in lines) and types ({@code 1e3} without quotes), so it chooses more carefully.
 */
final class ReadableYaml extends YAMLFactory {

    private static final long serialVersionUID = 1;

    /** What lines would not bring back as it was: line breaks but one, controls, the byte order mark. */
    private static final Pattern UNFIT_FOR_LINES = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\ufeff&&[^\n]]");

    ReadableYaml() {
        super(YAMLFactory.builder()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .stringQuotingChecker(new PlainWords())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
    }

    @Override
    protected YAMLGenerator _createGenerator(Writer out, IOContext context) throws IOException {
        return new YAMLGenerator(
                context, _generatorFeatures, _yamlGeneratorFeatures, _quotingChecker, _objectCodec, out, _version) {
            @Override
            public void writeString(String text) throws IOException {
                configure(
                        Feature.MINIMIZE_QUOTES, !UNFIT_FOR_LINES.matcher(text).find());
                super.writeString(text);
            }
        };
    }

    /** Leaves the quotes away where nobody can take the text for anything else. */
    private static final class PlainWords extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_ ,.()/'-]*[A-Za-z0-9_.)])?");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || super.needToQuoteValue(value);
        }
    }
}
