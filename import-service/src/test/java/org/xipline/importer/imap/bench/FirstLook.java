package org.xipline.importer.imap.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;

/** Measures the first look into a folder of many messages: {@code FirstLook [messages]}. */
public final class FirstLook {
  private static final EmailAddress MAILBOX = new EmailAddress("many@contoso.example");
  private static final int BATCH = 1000;
  private static final int LOOKS = 3;

  private FirstLook() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Path base = Files.createTempDirectory("first-look");
    try (DovecotServer dovecot = DovecotServer.startIn(base);
        ImapMailboxServer server =
            new ImapMailboxServer(
                dovecot.endpoint(),
                dovecot.master(),
                ConnectionSettings.DEFAULT,
                ServerTrust.ofTheJdk())) {
      fill(server, messages);
      for (int look = 1; look <= LOOKS; look++) {
        measure(server, messages, look);
      }
    } finally {
      delete(base);
    }
  }

  private static void fill(ImapMailboxServer server, int messages) {
    var folders = new FolderDelivery(server, new FolderMemory(1));
    for (int from = 0; from < messages; from += BATCH) {
      List<OutgoingMessage> batch =
          IntStream.range(from, Math.min(messages, from + BATCH))
              .mapToObj(i -> Messages.message("many-" + i))
              .toList();
      var _ = folders.deliver(MAILBOX, batch);
    }
  }

  private static void measure(ImapMailboxServer server, int messages, int look) {
    var folders = new FolderDelivery(server, new FolderMemory(messages));
    long heapBefore = usedHeap();
    long begin = System.nanoTime();
    var _ = folders.deliver(MAILBOX, List.of(Messages.message("look-" + look)));
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "look %d: %,d messages in %.1f s, %,.0f per second, %,d KiB of heap kept%n",
        look, messages, seconds, messages / seconds, (usedHeap() - heapBefore) >> 10);
    Reference.reachabilityFence(folders);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
