package dev.spectrum.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullMarked;

/** How code is laid out in every service. A service includes them: {@code ArchTests rules = ArchTests.in(ArchitectureRules.class)}. */
public final class ArchitectureRules {

    private static final String[] ADAPTERS = {"web", "db", "kafka", "cache", "model", "vendor"};

    private ArchitectureRules() {}

    @ArchTest
    public static final ArchRule domainKnowsNothingButTheJdk = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat(DescribedPredicate.not(DescribedPredicate.or(
                            JavaClass.Predicates.resideInAnyPackage("java..", "org.jspecify.."),
                            JavaClass.Predicates.resideInAPackage("dev.spectrum..domain..")))
                    .as("are neither the JDK's nor a domain's"))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule domainIsNullMarked = classes()
            .that()
            .resideInAPackage("..domain..")
            .should(beInNullMarkedPackages())
            .allowEmptyShould(true);

    /** The adapters of one feature, {@code dev.spectrum.<service>.<feature>.<adapter>}, and those of different features. */
    @ArchTest
    public static final ArchRule adaptersDoNotImportOneAnother = classes()
            .that()
            .resideInAnyPackage(inAdapters())
            .should(importNoOtherAdapter())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule featuresAreFreeOfCycles =
            slices().matching("dev.spectrum.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nothingIsCalledUtil = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common..", "..manager..");

    @ArchTest
    public static final ArchRule dependenciesComeThroughConstructors = ArchRuleDefinition.noFields()
            .that(new DescribedPredicate<JavaField>("are not in tests") {
                @Override
                public boolean test(JavaField field) {
                    return !field.getOwner().getSimpleName().endsWith("Test")
                            && !field.getOwner().getSimpleName().endsWith("IT");
                }
            })
            .should()
            .beAnnotatedWith(Inject.class)
            .allowEmptyShould(true);

    /** Whoever talks to a model's provider by himself spends money that nobody counts. */
    @ArchTest
    public static final ArchRule modelsAreAskedThroughTheBudget = noClasses()
            .that()
            .resideOutsideOfPackage("dev.spectrum.platform.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.langchain4j..",
                    "io.quarkiverse.langchain4j..",
                    "com.openai..",
                    "com.anthropic..",
                    "com.google.genai..",
                    "software.amazon.awssdk.services.bedrockruntime..")
            .allowEmptyShould(true);

    private static String[] inAdapters() {
        String[] packages = new String[ADAPTERS.length];
        for (int i = 0; i < ADAPTERS.length; i++) {
            packages[i] = "dev.spectrum.*.*." + ADAPTERS[i] + "..";
        }
        return packages;
    }

    private static ArchCondition<JavaClass> importNoOtherAdapter() {
        return new ArchCondition<>("import no other adapter") {
            @Override
            public void check(JavaClass adapter, ConditionEvents events) {
                String own = adapterOf(adapter);
                adapter.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String other = adapterOf(dependency.getTargetClass());
                    if (!other.isEmpty() && !other.equals(own)) {
                        events.add(SimpleConditionEvent.violated(adapter, dependency.getDescription()));
                    }
                });
            }
        };
    }

    /** The adapter's package, {@code dev.spectrum.<service>.<feature>.<adapter>}; empty for what is none. */
    private static String adapterOf(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        if (parts.length < 5 || !type.getPackageName().startsWith("dev.spectrum.") || parts[2].equals("platform")) {
            return "";
        }
        for (String adapter : ADAPTERS) {
            if (parts[4].equals(adapter)) {
                return String.join(".", parts[0], parts[1], parts[2], parts[3], parts[4]);
            }
        }
        return "";
    }

    private static ArchCondition<JavaClass> beInNullMarkedPackages() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " has no @NullMarked package-info"));
                }
            }
        };
    }
}
