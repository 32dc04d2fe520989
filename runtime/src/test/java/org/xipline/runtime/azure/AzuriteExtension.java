package org.xipline.runtime.azure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real {@link Azurite}, one for all of a JVM: declare a parameter of that type. Skips
 * them where it is not installed.
 */
public final class AzuriteExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(AzuriteExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Azurite.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Optional<Path> program = Azurite.program();
    assumeTrue(program.isPresent(), "azurite is not installed: dev/azurite installs it");
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("azurite", _ -> start(program.orElseThrow()), Azurite.class);
  }

  private static Azurite start(Path program) {
    try {
      return Azurite.start(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
