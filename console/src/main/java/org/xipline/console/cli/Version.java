package org.xipline.console.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Read from the jar's manifest; absent where the classes are not in a jar. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(unpacked)");
    return new String[] {"xipline " + version};
  }
}
