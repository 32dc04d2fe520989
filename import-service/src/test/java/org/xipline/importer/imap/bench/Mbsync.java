package org.xipline.importer.imap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.schemas.identity.EmailAddress;

/** The program of isync, which pushes Maildirs: one channel for each mailbox, in one run. */
final class Mbsync implements Contestant {
  private final DovecotServer server;
  private final Path base;
  private int runs;

  Mbsync(DovecotServer server, Path base) {
    this.server = server;
    this.base = base;
  }

  @Override
  public String name() {
    return "mbsync";
  }

  @Override
  public void deliver(Shape shape, List<EmailAddress> mailboxes, List<byte[]> contents)
      throws IOException, InterruptedException {
    Path run = base.resolve("mbsync" + runs);
    Process process =
        new ProcessBuilder("mbsync", "-c", run.resolve("mbsyncrc").toString(), "-a")
            .redirectErrorStream(true)
            .redirectOutput(run.resolve("log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(run.resolve("log")));
    }
  }

  /** Writes the Maildirs; not part of what is measured. */
  void prepare(List<EmailAddress> mailboxes, List<byte[]> contents) throws IOException {
    Path run = Files.createDirectories(base.resolve("mbsync" + ++runs));
    var settings = new StringBuilder("FSync no\n");
    for (int i = 0; i < mailboxes.size(); i++) {
      Path maildir = maildir(run, i, contents);
      settings.append(channel(i, mailboxes.get(i), maildir));
    }
    Files.writeString(run.resolve("mbsyncrc"), settings);
  }

  private static Path maildir(Path run, int mailbox, List<byte[]> contents) throws IOException {
    Path inbox = run.resolve("m" + mailbox + "/XIP");
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(inbox.resolve(folder));
    }
    for (int i = 0; i < contents.size(); i++) {
      Files.write(inbox.resolve("cur/1700000000.%d_%d.host:2,".formatted(i, i)), contents.get(i));
    }
    return run.resolve("m" + mailbox);
  }

  private String channel(int number, EmailAddress mailbox, Path maildir) {
    return """
    IMAPStore far%1$d
    Host 127.0.0.1
    Port %2$d
    User %3$s
    Pass %4$s
    SSLType None
    AuthMechs PLAIN
    PathDelimiter /

    MaildirStore near%1$d
    Path %5$s/
    SubFolders Verbatim

    Channel c%1$d
    Far :far%1$d:INBOX/
    Near :near%1$d:
    Patterns XIP
    Create Far
    Sync Push
    SyncState *

    """
        .formatted(number, server.port(), mailbox.value(), DovecotServer.PASSWORD, maildir);
  }
}
