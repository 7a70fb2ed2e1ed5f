package dev.sluice.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The rules that the parts of the ledger keep among each other. */
@AnalyzeClasses(packages = "dev.sluice.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
class LedgerArchitectureTest {

    private static final String CORE = "dev.sluice.ledger.core..";
    private static final String EVOLVERS = "dev.sluice.ledger.core.evolve..";
    private static final String WRITER = "dev.sluice.ledger.store.StateWriter";
    private static final String STORE_WRITER = "dev.sluice.ledger.store.StoreWriter";
    private static final String EFFECTS_WRITER = "dev.sluice.ledger.topology.output.EffectsWriter";
    private static final String BATCH = "dev.sluice.ledger.store.RowBatch";

    @ArchTest
    static final ArchRule the_core_knows_java_and_the_contract_only = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(describe(
                    "are of Java, of the contract, of the core or of jspecify",
                    type -> isIn(type, "java.")
                            || isIn(type, "dev.sluice.ledger.core")
                            || isIn(type, "org.jspecify.annotations")
                            || (isIn(type, "dev.sluice.schema") && !isIn(type, "dev.sluice.schema.json"))));

    @ArchTest
    static final ArchRule the_core_reads_no_clock = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .callMethodWhere(target(nameMatching("now"))
                    .and(target(owner(describe("are of java.time", type -> isIn(type, "java.time"))))))
            .orShould()
            .callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime")))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule the_core_draws_nothing_by_chance = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(assignableTo(RandomGenerator.class)
                    .or(assignableTo(Random.class))
                    .or(assignableTo(SecureRandom.class))
                    .or(describe("draw", type -> type.getName().equals("java.util.concurrent.ThreadLocalRandom"))))
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule the_core_has_no_binary_floating_point =
            classes().that().resideInAPackage(CORE).should(haveNoFloatingPoint());

    @ArchTest
    static final ArchRule the_core_neither_logs_nor_prints = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "java.lang.System$Logger", "java.io..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule the_core_knows_nothing_of_what_is_around_it = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..ledger.store..", "..ledger.topology..", "..ledger.runtime..");

    @ArchTest
    static final ArchRule the_packages_of_the_core_have_no_cycle =
            slices().matching("dev.sluice.ledger.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_evolvers_see_the_drafts_of_rows = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage(EVOLVERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EVOLVERS);

    @ArchTest
    static final ArchRule the_state_knows_no_rule = noClasses()
            .that()
            .resideInAPackage("..ledger.core.state..")
            .should()
            .dependOnClassesThat(describe(
                    "are of the rest of the core",
                    type -> isIn(type, "dev.sluice.ledger.core") && !isIn(type, "dev.sluice.ledger.core.state")));

    @ArchTest
    static final ArchRule entries_are_drafted_without_knowing_a_decider = noClasses()
            .that()
            .resideInAPackage("..ledger.core.entry..")
            .should()
            .dependOnClassesThat(describe(
                    "are of a concept",
                    type -> isIn(type, "dev.sluice.ledger.core")
                            && !isIn(type, "dev.sluice.ledger.core.entry")
                            && !isIn(type, "dev.sluice.ledger.core.state")));

    @ArchTest
    static final ArchRule only_the_store_writer_writes_to_the_stores = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(STORE_WRITER)
            .should()
            .callMethodWhere(target(nameMatching("put|putAll|putIfAbsent|delete"))
                    .and(target(owner(assignableTo("org.apache.kafka.streams.state.KeyValueStore")
                            .or(assignableTo("org.apache.kafka.streams.state.WindowStore"))))));

    @ArchTest
    static final ArchRule only_the_effects_writer_makes_anything_happen = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(EFFECTS_WRITER)
            .should()
            .callMethodWhere(target(nameMatching("write")).and(target(owner(assignableTo(STORE_WRITER)))))
            .orShould()
            .callMethodWhere(target(nameMatching("forward"))
                    .and(target(owner(assignableTo("org.apache.kafka.streams.processor.api.ProcessorContext")))));

    @ArchTest
    static final ArchRule only_drafts_compose_rows = noClasses()
            .that()
            .resideInAPackage("..ledger.topology..")
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.ledger.topology.output.EffectsDraft")
            .should()
            .callMethodWhere(target(owner(assignableTo(WRITER)))
                    .and(describe("compose", call -> !call.getName().equals("<init>"))));

    @ArchTest
    static final ArchRule only_the_state_writer_makes_batches = noClasses().should(onlyStateWriterMakesBatches());

    @ArchTest
    static final ArchRule effects_are_data_and_no_closures = noClasses()
            .that()
            .resideInAPackage("..ledger.topology..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Runnable");

    @ArchTest
    static final ArchRule the_rooms_of_the_topology_have_no_cycle =
            slices().matching("dev.sluice.ledger.topology.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule what_stands_still_is_kept_without_knowing_the_ledger = noClasses()
            .that()
            .resideInAPackage("..ledger.standstill..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CORE, "..ledger.store..", "..ledger.topology..", "..ledger.runtime..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Service")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule deciders_are_rules_and_no_objects = classes()
            .that()
            .resideInAPackage(CORE)
            .and()
            .haveSimpleNameEndingWith("Decider")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveOnlyPrivateConstructors();

    private static ArchCondition<JavaClass> onlyStateWriterMakesBatches() {
        return new ArchCondition<>("make a batch without being the state writer") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructorCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().getName().equals(BATCH)
                                && !type.getName().equals(WRITER))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
            }
        };
    }

    private static boolean isIn(JavaClass type, String packageName) {
        var element = type.getBaseComponentType();
        return element.isPrimitive()
                || (element.getPackageName() + ".").startsWith(packageName + (packageName.endsWith(".") ? "" : "."));
    }

    private static ArchCondition<JavaClass> haveNoFloatingPoint() {
        return new ArchCondition<>("have no float or double in a field, a parameter, a result or a call") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var used = type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .anyMatch(LedgerArchitectureTest::isFloatingPoint);
                var declared = type.getCodeUnits().stream()
                                .anyMatch(unit -> isFloatingPoint(unit.getRawReturnType())
                                        || unit.getRawParameterTypes().stream()
                                                .anyMatch(LedgerArchitectureTest::isFloatingPoint))
                        || type.getFields().stream().anyMatch(field -> isFloatingPoint(field.getRawType()));
                var called = type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> isFloatingPoint(call.getTarget().getRawReturnType())
                                || call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(LedgerArchitectureTest::isFloatingPoint));
                if (used || declared || called) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " has a float or a double"));
                }
            }
        };
    }

    private static boolean isFloatingPoint(JavaClass type) {
        return switch (type.getName()) {
            case "float", "double", "java.lang.Float", "java.lang.Double" -> true;
            default -> false;
        };
    }
}
