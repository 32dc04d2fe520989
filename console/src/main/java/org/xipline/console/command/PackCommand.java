package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.pack.ArchiveWriter;
import org.xipline.ingest.pack.PackException;
import org.xipline.ingest.pack.PackSettings;
import org.xipline.ingest.pack.PackedArchive;
import org.xipline.ingest.pack.SigningIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xipline pack}: the source's side, which writes a signed archive. */
@Command(name = "pack", description = "Writes a directory as a signed XIP archive.")
final class PackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "What to pack.")
  private Path directory = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.xip",
      required = true,
      description = "The archive to write; one that is there is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "K.pem",
      required = true,
      description = "RSA key, PKCS#8 or PKCS#1, PEM, not encrypted.")
  private Path key = Path.of("");

  @Option(
      names = "--cert",
      paramLabel = "CHAIN.pem",
      required = true,
      description = "The key's certificate and its issuers, leaf first, PEM.")
  private Path chain = Path.of("");

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Time of signing that the archive says (default: now).")
  private @Nullable Instant at;

  private final Terminal terminal;

  PackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Instant signedAt = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at;
    try {
      SigningIdentity signer = SigningIdentity.read(key, chain);
      PackedArchive packed =
          new ArchiveWriter(PackSettings.of(signer, signedAt)).write(directory, output);
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
}
