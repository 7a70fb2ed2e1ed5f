package dev.sluice.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules that keep the auditor independent: of the contract's records, of the ledger, and of everything else of the project. */
@AnalyzeClasses(packages = "dev.sluice.verify", importOptions = ImportOption.DoNotIncludeTests.class)
class VerifyArchitectureTest {

    @ArchTest
    static final ArchRule the_auditor_needs_java_kafkas_client_and_json_trees_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..",
                    "org.jspecify.annotations",
                    "dev.sluice.verify..");

    @ArchTest
    static final ArchRule the_books_know_nothing_of_what_callers_were_told = classes()
            .that()
            .resideInAPackage("..verify.books..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("..verify.talk..", "..verify.live..");

    @ArchTest
    static final ArchRule the_parts_have_no_cycle =
            slices().matching("dev.sluice.verify.(*)..").should().beFreeOfCycles();
}
