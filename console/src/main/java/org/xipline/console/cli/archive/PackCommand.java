package org.xipline.console.cli.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.pack.ArchiveWriter;
import org.xipline.archive.pack.ChecksumStyle;
import org.xipline.archive.pack.HttpTimestampAuthority;
import org.xipline.archive.pack.PackException;
import org.xipline.archive.pack.PackSettings;
import org.xipline.archive.pack.PackedArchive;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.InstantOption;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code xipline pack}: the source's side, which writes a signed archive. */
@Command(name = "pack", description = "Writes a directory as a signed XIP archive.")
final class PackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The directory to pack.")
  private Path directory = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.xip",
      required = true,
      description = "The archive to write. An existing one is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "K.pem",
      required = true,
      description = "The RSA key: PKCS#8 or PKCS#1, PEM, not encrypted.")
  private Path key = Path.of("");

  @Option(
      names = "--cert",
      paramLabel = "CHAIN.pem",
      required = true,
      description = "The certificate of the key and its issuers, leaf first, PEM.")
  private Path chain = Path.of("");

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      converter = StyleConverter.class,
      defaultValue = "sha256",
      description =
          "The digest for everything in the archive: sha1 (for readers that support no other),"
              + " sha256 or sha512 (default: ${DEFAULT-VALUE}).")
  private ChecksumStyle digest = ChecksumStyle.SHA_256;

  @Option(
      names = "--level",
      paramLabel = "0-9",
      defaultValue = "1",
      description =
          "The xz compression level. A higher level is smaller and slower (default:"
              + " ${DEFAULT-VALUE}).")
  private int level;

  @Option(
      names = "--tsa",
      paramLabel = "URL",
      description =
          "The timestamping authority (RFC 3161) from which to request a timestamp, so that the"
              + " archive stays valid after its certificate expires (default: none).")
  private @Nullable URI timestampAuthority;

  @Option(
      names = {"--time", "--at"},
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description =
          "The time of signing in the archive (default: now). With this option, and without"
              + " --tsa, the same directory and key give the same bytes.")
  private @Nullable Instant at;

  private final Terminal terminal;

  PackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try {
      PackedArchive packed = new ArchiveWriter(settings()).write(directory, output);
      terminal
          .err()
          .printf(
              "%s: %,d entries, %,d bytes packed into %,d%n",
              output, packed.entries(), packed.contentBytes(), packed.archiveBytes());
      return ExitCode.DONE.code();
    } catch (NoSuchFileException e) {
      throw new UsageException(e.getFile() + ": no such file");
    } catch (PackException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private PackSettings settings() throws IOException {
    Instant signedAt = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at;
    SigningIdentity signer = SigningIdentity.read(key, chain);
    try {
      PackSettings settings =
          PackSettings.of(signer, signedAt).withChecksumStyle(digest).withCompressionLevel(level);
      return timestampAuthority == null
          ? settings
          : settings.withTimestamps(new HttpTimestampAuthority(timestampAuthority));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the name of a digest. */
  static final class StyleConverter implements ITypeConverter<ChecksumStyle> {
    @Override
    public ChecksumStyle convert(String value) {
      return ChecksumStyle.ofName(value)
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' must be sha1, sha256 or sha512"));
    }
  }
}
