package dev.gatehold.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The house: one arrow between rooms, and a core that is nothing but functions over values. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.gatehold");

  private static final String CORE = "dev.gatehold.core..";
  private static final String LANGUAGE = "dev.gatehold.language..";
  private static final String ENGINE = "dev.gatehold.engine..";
  private static final String STORE = "dev.gatehold.store..";
  private static final String CONNECTORS = "dev.gatehold.connectors..";
  private static final String TESTKIT = "dev.gatehold.testkit..";
  private static final String SERVER = "dev.gatehold.server..";
  private static final String CLI = "dev.gatehold.cli..";
  private static final String CLIENT = "dev.gatehold.client..";

  static final List<ArchRule> ARROWS =
      List.of(
          room(CORE, LANGUAGE, ENGINE, STORE, CONNECTORS, TESTKIT, SERVER, CLI),
          room(CLIENT, LANGUAGE, ENGINE, STORE, CONNECTORS, TESTKIT, SERVER, CLI),
          room(LANGUAGE, CLIENT, ENGINE, STORE, CONNECTORS, TESTKIT, SERVER, CLI),
          room(ENGINE, STORE, CONNECTORS, TESTKIT, SERVER, CLI),
          room(STORE, CONNECTORS, TESTKIT, SERVER, CLI),
          room(CONNECTORS, STORE, TESTKIT, SERVER, CLI),
          room(TESTKIT, STORE, CONNECTORS, SERVER, CLI),
          room(SERVER, TESTKIT, CLI),
          room(CLI, TESTKIT));

  private static ArchRule room(String room, String... notKnown) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(notKnown)
        .because(
            "each room knows only the rooms before it: core, language, engine, then store,"
                + " connectors and testkit side by side, then server, then cli. Move the shared"
                + " part into the earlier room, or put a port there and implement it in the later"
                + " one");
  }

  @ParameterizedTest
  @FieldSource("ARROWS")
  void each_room_knows_only_the_rooms_before_it(ArchRule arrow) {
    arrow.check(HOUSE);
  }

  @Test
  void every_room_is_looked_at() {
    for (String room : List.of(CORE, CLIENT, LANGUAGE, ENGINE, STORE, CONNECTORS, SERVER, CLI)) {
      assertThat(HOUSE.that(resideInAPackage(room))).as(room).hasSizeGreaterThan(3);
    }
  }

  @Test
  void the_core_depends_on_the_jdk_and_jspecify_alone() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CORE, "java..", "org.jspecify..")
        .because("the core is used everywhere. Put a port into the engine, or write the few lines")
        .check(HOUSE);
  }

  @Test
  void the_core_reaches_nothing_outside_itself() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.sql..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, Clock.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|concurrent\\..*|random\\..*)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.security\\.SecureRandom")
        .because(
            "the core decides and does not act: what it needs stands in the command or the context,"
                + " and what has to happen is an effect that it returns")
        .check(HOUSE);
  }

  @Test
  void the_core_is_told_the_time_and_every_id() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .because("replay must give the same state. Take the time and ids from the Context")
        .check(HOUSE);
  }

  @Test
  void the_engine_speaks_neither_sql_nor_http() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "java.net.http..",
            "jakarta.servlet..",
            "org.springframework..")
        .because("storage and network stand behind ports. Add what is missing to the port")
        .check(HOUSE);
  }

  @Test
  void the_engine_takes_threads_waits_and_chance_from_its_host() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .and()
        .resideOutsideOfPackage("dev.gatehold.engine.host..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.concurrent\\.(Executors|Executor|.*ExecutorService|.*PoolExecutor|TimeUnit"
                + "|ThreadLocalRandom)")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "ofVirtual")
        .orShould()
        .callMethod(Thread.class, "ofPlatform")
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because(
            "the simulation runs the engine by a scheduler of its own, and one seed must give one"
                + " history. Ask the Host for it")
        .check(HOUSE);
  }

  @Test
  void only_the_server_and_who_starts_it_know_spring_boot() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SERVER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.boot..",
            "org.springframework.web..",
            "org.springframework.security..")
        .because(
            "the rest must work without it. Pass values through GateholdServer and ServerSettings")
        .check(HOUSE);
  }

  @Test
  void only_the_commands_that_run_a_server_touch_one() {
    noClasses()
        .that()
        .resideInAPackage(CLI)
        .and()
        .resideOutsideOfPackages(
            "dev.gatehold.cli.server..", "dev.gatehold.cli.demo..", "dev.gatehold.cli.training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER, ENGINE, STORE, CONNECTORS)
        .because(
            "the command line has no logic of its own and starts fast. Ask the server over the API")
        .check(HOUSE);
  }

  @Test
  void packages_stand_in_no_circle() {
    for (String room : Stream.of("core", "engine", "cli").toList()) {
      slices()
          .matching("dev.gatehold." + room + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "a reader must be able to start somewhere. Move the shared class to the lower one")
          .check(HOUSE);
    }
  }
}
