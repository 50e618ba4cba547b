package dev.vireo;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks the dependencies between modules and packages. */
@AnalyzeClasses(packages = "dev.vireo", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    /** The modules that each module may use. No module uses an engine: engines are found at run time. */
    private static final Map<String, Set<String>> BELOW = Map.ofEntries(
            Map.entry("tensor", Set.of()),
            Map.entry("engine.support", Set.of("tensor")),
            Map.entry("engine.torch", Set.of("tensor", "engine.support")),
            Map.entry("engine.djl", Set.of("tensor", "engine.support")),
            Map.entry("engine.nd4j", Set.of("tensor", "engine.support")),
            Map.entry("engine.tck", Set.of("tensor")),
            Map.entry("engine.reference", Set.of("tensor", "engine.support")),
            Map.entry("nn", Set.of("tensor")),
            Map.entry("formats.safetensors", Set.of("tensor")),
            Map.entry("formats.onnx", Set.of("tensor", "nn")),
            Map.entry("formats.dl4j", Set.of("tensor", "nn")),
            Map.entry("training", Set.of("tensor", "nn", "formats.safetensors")),
            Map.entry(
                    "models",
                    Set.of("tensor", "nn", "training", "formats.safetensors", "formats.onnx", "formats.dl4j")));

    private static final Pattern MODULE = Pattern.compile("dev\\.vireo\\.((?:engine|formats)\\.\\w+|\\w+).*");

    @ArchTest
    static final ArchRule dependenciesPointOneWay = classes()
            .should(dependOnlyOn("modules below their own", use -> isBelow(use.getTargetClass(), use.getOriginClass())))
            .allowEmptyShould(true);

    /**
     * Only the conformance suites may use internal packages of another module, because they check the tables of the
     * tensor core.
     */
    @ArchTest
    static final ArchRule internalsStayInTheirModule = classes()
            .that()
            .resideOutsideOfPackage("dev.vireo.engine.tck..")
            .should(dependOnlyOn(
                    "internal packages of their own module", use -> !isInternal(use.getTargetClass()) || isWithin(use)))
            .allowEmptyShould(true);

    /**
     * Limits the number of top-level types of a package. {@code tensor.op} is exempt, because its sealed families must
     * share a package.
     */
    private static final int MOST_TYPES = 30;

    @ArchTest
    static final ArchRule packagesAreSmall = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("dev.vireo.tensor.op")
            .should(beFewInTheirPackage())
            .allowEmptyShould(true);

    /** In engine-torch, the engine uses the kernels, and the kernels use the shared packages. */
    @ArchTest
    static final ArchRule theTorchEngineIsLayered = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("engine")
            .definedBy("dev.vireo.engine.torch")
            .layer("kernels")
            .definedBy("dev.vireo.engine.torch.internal.kernel..")
            .layer("shared")
            .definedBy("dev.vireo.engine.torch.internal.library", "dev.vireo.engine.torch.internal.settings")
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("kernels")
            .mayOnlyBeAccessedByLayers("engine");

    /** The internal packages of the tensor core, lowest first. */
    private static final List<String> CORE = List.of(
            "spec",
            "policy",
            "decomposition",
            "gradient",
            "memory",
            "graph",
            "context",
            "plan",
            "tape",
            "dispatch",
            "argument",
            "transfer");

    private static final Pattern IN_CORE = Pattern.compile("dev\\.vireo\\.tensor\\.internal\\.(\\w+).*");

    @ArchTest
    static final ArchRule theCoreIsLayered = classes()
            .that()
            .resideInAPackage("dev.vireo.tensor.internal..")
            .should(dependOnlyOn(
                    "internal packages below their own: " + CORE,
                    use -> coreLayer(use.getTargetClass()) <= coreLayer(use.getOriginClass())))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule operationsAreData = noClasses()
            .that()
            .resideInAPackage("dev.vireo.tensor.op")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.vireo.tensor.internal..")
            .because("whatever knows operations is a table outside of them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule javaCppStaysInTheEnginesOnIt = noClasses()
            .that()
            .resideOutsideOfPackages("dev.vireo.engine.torch..", "dev.vireo.engine.nd4j..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .because("an engine owns its natives and their memory")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyCallsTheGarbageCollector = noClasses()
            .should()
            .callMethod(System.class, "gc")
            .orShould()
            .callMethod(Runtime.class, "gc")
            .because("scopes free native memory")
            .allowEmptyShould(true);

    /** Tests of the whole product are in no module and may use all modules. */
    private static boolean isBelow(JavaClass target, JavaClass origin) {
        return module(origin).isEmpty()
                || module(target).equals(module(origin))
                || BELOW.getOrDefault(module(origin), Set.of()).contains(module(target));
    }

    private static boolean isWithin(Dependency use) {
        return module(use.getTargetClass()).equals(module(use.getOriginClass()));
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    private static ArchCondition<JavaClass> beFewInTheirPackage() {
        return new ArchCondition<>("be at most " + MOST_TYPES + " in their package") {
            private final Map<String, Integer> counts = new TreeMap<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getSimpleName().equals("package-info")) {
                    counts.merge(type.getPackageName(), 1, Integer::sum);
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                counts.forEach((name, count) -> {
                    if (count > MOST_TYPES) {
                        events.add(violated(
                                name,
                                name + " has " + count + " top-level types; expected at most " + MOST_TYPES
                                        + ", so split it by concept"));
                    }
                });
            }
        };
    }

    /** Excludes classes of tests, also in the folders of a build with {@code -Dfast}. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    /** The position among the core's internal packages; -1 for all other classes. */
    private static int coreLayer(JavaClass type) {
        var matcher = IN_CORE.matcher(type.getPackageName());
        if (!matcher.matches()) {
            return -1;
        }
        int layer = CORE.indexOf(matcher.group(1));
        if (layer < 0) {
            throw new AssertionError("the package " + type.getPackageName() + " has no place in " + CORE);
        }
        return layer;
    }

    private static String module(JavaClass type) {
        var matcher = MODULE.matcher(type.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Holds for classes whose every use of a Vireo class passes the test. */
    private static ArchCondition<JavaClass> dependOnlyOn(String what, Predicate<Dependency> allowed) {
        return new ArchCondition<>("depend only on " + what) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(use -> use.getTargetClass().getPackageName().startsWith("dev.vireo"))
                        .filter(allowed.negate())
                        .forEach(use -> events.add(violated(use, use.getDescription())));
            }
        };
    }
}
