package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that each rule can fail, and that code which keeps it passes. */
class ArchitectureRulesTest {

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(ArchitectureRules.domainKnowsNothingButTheJdk, "Impure"),
                Arguments.of(
                        ArchitectureRules.domainIsNullMarked, "dev.spectrum.fixture.bad.domain has no @NullMarked"),
                Arguments.of(ArchitectureRules.adaptersDoNotImportOneAnother, "Page.row"),
                Arguments.of(ArchitectureRules.nothingIsCalledUtil, "StringUtils"),
                Arguments.of(ArchitectureRules.dependenciesComeThroughConstructors, "Impure.response"),
                Arguments.of(ArchitectureRules.modelsAreAskedThroughTheBudget, "FreeRide.model"),
                Arguments.of(ArchitectureRules.featuresAreFreeOfCycles, "Cycle detected"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void failsWhereItIsBroken(ArchRule rule, String complaint) {
        assertThat(rule.evaluate(classesOf("fixture.bad", "cycle"))
                        .getFailureReport()
                        .toString())
                .contains(complaint);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void passesWhereItIsKept(ArchRule rule, String complaint) {
        assertThat(rule.evaluate(classesOf("fixture.good")).hasViolation()).isFalse();
    }

    private static JavaClasses classesOf(String... fixtures) {
        return new ClassFileImporter()
                .importPackages(
                        Stream.of(fixtures).map(name -> "dev.spectrum." + name).toArray(String[]::new));
    }
}
