package dev.spectrum.outreach;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.spectrum.platform.testing.ArchitectureRules;

@AnalyzeClasses(packages = "dev.spectrum.outreach", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(ArchitectureRules.class);

    /** The clocks of replicas differ; the database's is one. What a claim decides by is read there. */
    @ArchTest
    static final ArchRule noClockOfAReplicaEntersAClaim = noClasses()
            .that()
            .haveNameMatching(
                    "dev\\.spectrum\\.outreach\\.touches\\.(Claim|ReadSequence|WriteMessage|db\\.SqlSendQueue).*")
            .or()
            .resideInAnyPackage(
                    "dev.spectrum.outreach.touches.domain",
                    "dev.spectrum.outreach.senders.domain",
                    "dev.spectrum.outreach.countries.domain",
                    "dev.spectrum.outreach.accounts.domain")
            .should()
            .callMethodWhere(target(name("now").or(name("currentTimeMillis")).or(name("instant")))
                    .and(target(owner(resideInAnyPackage("java.lang", "java.time"))))
                    .as("reads a clock"));
}
