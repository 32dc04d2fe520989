package org.xipline.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.demo.SampleArchive;

/**
 * A signed archive of chats between Alice and Bob, and of one with a newcomer who has no mailbox.
 *
 * @param copies messages that reach mailboxes
 */
record DeskArchive(Path file, Path authority, Path users, int copies) {
  private static final String ARCHIVE_FIELD = "X-XIP-Archive: ";

  /**
   * A new one, whose items no other has.
   *
   * @param directory to make it in; its name is in the items
   */
  static DeskArchive of(int items, Path directory) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    String name = directory.getFileName() + "-";
    for (int i = 0; i < items; i++) {
      item(source, name + i, "bob@contoso.example");
    }
    item(source, name + "new", "newcomer@contoso.example");
    SampleArchive signed = SampleArchive.of(source, directory);
    Files.writeString(
        signed.users(), "mailbox,aliases\nalice@contoso.example,\nbob@contoso.example,\n");
    return new DeskArchive(signed.archive(), signed.authority(), signed.users(), 2 * items + 1);
  }

  private static void item(Path source, String id, String other) throws IOException {
    Files.writeString(
        source.resolve(id + ".json"),
        """
        {"Id":"%s","Type":"chat","Sent":"2026-11-20T09:15:00Z","From":{"Name":"Alice","Email":"alice@contoso.example"},
         "Email":["alice@contoso.example","%s"],"Body":{"Text":"%s is done"}}
        """
            .formatted(id, other, id));
  }

  String id() throws IOException {
    return ArchiveFile.read(file).archiveId().hex();
  }

  /** The command that imports it. */
  List<String> importing(String mailboxes, String... more) {
    return concat(
        List.of(
            "import",
            file.toString(),
            "--trust",
            authority.toString(),
            "--users",
            users.toString(),
            "--mailboxes",
            mailboxes,
            "--json"),
        List.of(more));
  }

  static List<String> concat(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** How many messages of each archive are in the mailboxes below a directory. */
  static Map<String, Integer> copiesIn(Path mail) throws IOException {
    Map<String, Integer> copies = new TreeMap<>();
    if (Files.isDirectory(mail)) {
      for (Path message : Installation.messagesIn(mail)) {
        copies.merge(archiveOf(message), 1, Integer::sum);
      }
    }
    return copies;
  }

  private static String archiveOf(Path message) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(message)) {
      return lines
          .lines()
          .filter(line -> line.startsWith(ARCHIVE_FIELD))
          .map(line -> line.substring(ARCHIVE_FIELD.length()))
          .findFirst()
          .orElseThrow();
    }
  }
}
