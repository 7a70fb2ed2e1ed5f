package dev.sluice.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class GatewayArchitectureTest {

    @ArchTest
    static final ArchRule only_the_client_knows_kafka = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.micronaut.configuration.kafka..");

    @ArchTest
    static final ArchRule only_history_knows_a_database = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.history..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "dev.sluice.gateway.history..");

    @ArchTest
    static final ArchRule only_the_http_package_knows_http_bodies = noClasses()
            .that()
            .resideInAnyPackage("..gateway.client..", "..gateway.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut.http..", "io.netty..", "dev.sluice.gateway.http..");

    @ArchTest
    static final ArchRule the_door_does_not_reach_into_the_ledger =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.sluice.ledger..", "dev.sluice.cli..");

    @ArchTest
    static final ArchRule classes_are_named_for_what_they_are =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Service|Impl)");

    @ArchTest
    static final ArchRule controllers_are_thin_and_closed = classes()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .should()
            .resideInAnyPackage("..gateway.http..", "..gateway.stripe..", "..gateway.history..")
            .andShould()
            .notBePublic();
}
