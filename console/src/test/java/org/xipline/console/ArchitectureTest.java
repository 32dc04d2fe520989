package org.xipline.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house, as the class files show it: every module is on this test's class path. */
class ArchitectureTest {
  private static final String SCHEMAS = "org.xipline.schemas..";
  private static final String ARCHIVE = "org.xipline.archive..";
  private static final String RUNTIME = "org.xipline.runtime..";
  private static final String INGEST = "org.xipline.ingest..";
  private static final String CONVERT = "org.xipline.convert..";
  private static final String IMPORT = "org.xipline.importer..";
  private static final String CONSOLE = "org.xipline.console..";

  private static final List<String> MODULES =
      List.of("schemas", "archive", "runtime", "ingest", "convert", "importer", "console");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.xipline");
  }

  @Test
  void shouldSeeEveryModule() {
    for (String module : MODULES) {
      assertThat(classes).anyMatch(it -> it.getPackageName().startsWith("org.xipline." + module));
    }
  }

  @Test
  void shouldKeepServicesFromKnowingOneAnother() {
    noClasses()
        .that()
        .resideInAPackage(INGEST)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CONVERT, IMPORT, CONSOLE)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(CONVERT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ARCHIVE, INGEST, IMPORT, CONSOLE)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(IMPORT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ARCHIVE, INGEST, CONVERT, CONSOLE)
        .check(classes);
  }

  @Test
  void shouldLetDependenciesPointDown() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ARCHIVE, INGEST, CONVERT, IMPORT, CONSOLE)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(SCHEMAS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ARCHIVE, RUNTIME, INGEST, CONVERT, IMPORT, CONSOLE)
        .check(classes);
  }

  /** Anybody can use it: of xipline it takes names and reasons, not what services stand on. */
  @Test
  void shouldKeepTheArchiveALibrary() {
    classes()
        .that()
        .resideInAPackage(ARCHIVE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ARCHIVE,
            "org.xipline.schemas.identity",
            "org.xipline.schemas.reason",
            "org.bouncycastle..",
            "org.tukaani.xz..",
            "org.apache.commons.compress..",
            "org.jspecify..",
            "java..",
            "javax..")
        .check(classes);
  }

  /** Their program starts without the jars that services need. */
  @Test
  void shouldKeepTheArchiveCommandsFreeOfServices() {
    classes()
        .that()
        .resideInAPackage("org.xipline.console.cli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.xipline.console.cli..",
            ARCHIVE,
            "org.xipline.schemas.identity",
            "org.xipline.schemas.reason",
            "picocli..",
            "tools.jackson.core..",
            "org.jspecify..",
            "java..")
        .check(classes);
  }

  @Test
  void shouldKeepSchemasFreeOfKafkaAndOfIo() {
    noClasses()
        .that()
        .resideInAPackage(SCHEMAS)
        .and()
        .resideOutsideOfPackage("org.xipline.schemas.record")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "java.io",
            "java.nio.file..",
            "java.nio.channels..",
            "java.net.http..")
        .check(classes);
  }

  @Test
  void shouldHaveNoCyclesOfPackages() {
    for (String module : MODULES) {
      slices().matching("org.xipline." + module + ".(**)").should().beFreeOfCycles().check(classes);
    }
  }

  @Test
  void shouldNameNoPackageForNothing() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..impl..",
            "..helper..",
            "..helpers..",
            "..manager..",
            "..common..")
        .check(classes);
  }

  @Test
  void shouldKeepTheLedgersModelFromItsCodec() {
    classes()
        .that()
        .resideInAPackage("org.xipline.console.ledger.stored")
        .should()
        .onlyHaveDependentClassesThat()
        .haveNameMatching(".*\\.ledger\\.(StateSerdes|[A-Za-z]+Codec|stored\\.).*")
        .check(classes);
  }
}
