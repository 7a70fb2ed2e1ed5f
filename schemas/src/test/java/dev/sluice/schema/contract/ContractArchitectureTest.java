package dev.sluice.schema.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

@AnalyzeClasses(packages = "dev.sluice.schema", importOptions = ImportOption.DoNotIncludeTests.class)
class ContractArchitectureTest {

    @ArchTest
    static final ArchRule only_the_json_package_knows_jacksons_machinery = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.schema.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml.jackson.databind..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.datatype..");

    @ArchTest
    static final ArchRule the_contract_needs_java_and_jackson_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.jspecify.annotations", "dev.sluice.schema..");

    @ArchTest
    static final ArchRule values_know_no_message = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.schema.value", "dev.sluice.schema.topic")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.schema.entity",
                    "dev.sluice.schema.exchange",
                    "dev.sluice.schema.journal",
                    "dev.sluice.schema.json",
                    "dev.sluice.schema.rejection",
                    "dev.sluice.schema.reply",
                    "dev.sluice.schema.request");

    @ArchTest
    static final ArchRule packages_do_not_go_round_in_circles =
            slices().matching("dev.sluice.schema.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_reads_a_clock_or_draws_a_number = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule amounts_are_never_binary_fractions = noClasses()
            .should()
            .callMethod(BigDecimal.class, "doubleValue")
            .orShould()
            .callConstructor(BigDecimal.class, double.class);
}
