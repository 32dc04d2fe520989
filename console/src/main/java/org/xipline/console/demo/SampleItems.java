package org.xipline.console.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A dozen items of every kind, and what goes with them. The people are Alice, Bob and Chloé of
 * contoso.example; Eve is outside, and nobody has told xipline of the newcomer.
 */
final class SampleItems {
  private static final int TOO_LARGE = (10 << 20) + 1;

  private final Path directory;

  private SampleItems(Path directory) {
    this.directory = directory;
  }

  /** Writes the source's files below a directory. */
  static void write(Path directory) throws IOException {
    var items = new SampleItems(directory);
    items.chats();
    items.mails();
    items.documents();
    items.troublesome();
    items.file("README.txt", "A file that no item names: it is listed as unclaimed.\n");
  }

  /** Writes the directory of users. */
  static void writeUsers(Path file) throws IOException {
    Files.writeString(
        file,
        """
        mailbox,aliases
        alice@contoso.example,
        bob@contoso.example,bob.brown@contoso.example;desk7@contoso.example
        chloe@contoso.example,
        """);
  }

  private void chats() throws IOException {
    chat("T-1", "Desk 7", "done at 42", "alice", "bob");
    chat("T-2", "Zusage für Müller – 42 €, schriftlich", "wird gemacht ✓", "chloe", "alice");
    file(
        "chat/T-3.json",
        """
        {"Id":"T-3","Type":"transcript","Sent":"2026-11-20T10:00:00+01:00","Subject":"Morning call",
         "From":{"Name":"Alice","Email":"alice@contoso.example"},
         "Email":["alice@contoso.example","bob@contoso.example","desk7@contoso.example"],
         "Messages":[
          {"Sent":"2026-11-20T10:00:00+01:00","From":{"Name":"Alice","Email":"alice@contoso.example"},"Text":"all here?"},
          {"Sent":"2026-11-20T10:00:07+01:00","From":{"Name":"Bob","Email":"bob@contoso.example"},"Text":"yes, two of me"}]}
        """);
    file(
        "chat/T-4.xml",
        """
        <Item><Id>T-4</Id><Type>chat</Type><Sent>2026-11-20T10:30:00Z</Sent><Subject>Lunch</Subject>
         <From><Name>Bob</Name><Email>bob@contoso.example</Email></From>
         <Email>bob@contoso.example</Email><Email>chloe@contoso.example</Email>
         <Body><Text>at noon?</Text><Html>&lt;p&gt;at &lt;b&gt;noon&lt;/b&gt;?&lt;/p&gt;</Html></Body></Item>
        """);
  }

  private void mails() throws IOException {
    file(
        "mail/M-1.eml",
        crlf(
            """
            From: Alice <alice@contoso.example>
            To: Bob <bob@contoso.example>
            Subject: =?UTF-8?Q?Caf=C3=A9?=
            Date: Fri, 20 Nov 2026 11:00:00 +0100
            Message-ID: <m-1@contoso.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8

            See you there.
            """));
    file(
        "mail/M-2.eml",
        crlf(
            """
            From: Chloe <chloe@contoso.example>
            To: Alice <alice@contoso.example>
            Email: chloe@contoso.example, alice@contoso.example, bob.brown@contoso.example
            Subject: With a hidden reader
            Date: Fri, 20 Nov 2026 11:05:00 +0100
            Message-ID: <m-2@contoso.example>

            Bob reads this too, and no header says so.
            """));
  }

  private void documents() throws IOException {
    document("D-1", "Confirmation", "confirm.txt", "alice", "bob");
    file("documents/attachments/D-1/confirm.txt", "as agreed\n");
    document("D-2", "Minutes", "minutes.txt", "chloe", "bob");
    file("documents/attachments/D-2/minutes.txt", "1. opened\n2. closed\n");
    document("D-3", "A scan of everything", "scan.bin", "alice", "chloe");
    Files.write(below("documents/attachments/D-3/scan.bin"), new byte[TOO_LARGE]);
  }

  private void troublesome() throws IOException {
    file(
        "calls/C-1.json",
        item(
            "C-1",
            "call",
            "Call with a client",
            "\"Text\":\"09:15 to 09:20\"",
            "\"alice@contoso.example\",\"eve@fabrikam.example\"",
            ""));
    file(
        "calls/C-2.json",
        item(
            "C-2",
            "call",
            "First day",
            "\"Text\":\"welcome\"",
            "\"bob@contoso.example\",\"newcomer@contoso.example\"",
            ""));
    file("calls/C-3.json", "{\"Id\":\"C-3\", this is not JSON\n");
  }

  private void chat(String id, String subject, String text, String from, String to)
      throws IOException {
    file(
        "chat/" + id + ".json",
        item(id, "chat", subject, "\"Text\":\"" + text + "\"", addresses(from, to), ""));
  }

  private void document(String id, String subject, String attachment, String from, String to)
      throws IOException {
    String attachments =
        ",\"Attachments\":[{\"Path\":\"attachments/%s/%s\",\"Name\":\"%s\",\"MediaType\":\"application/octet-stream\"}]"
            .formatted(id, attachment, attachment);
    file(
        "documents/" + id + ".json",
        item(id, "document", subject, "\"Text\":\"attached\"", addresses(from, to), attachments));
  }

  private static String item(
      String id, String type, String subject, String body, String addresses, String more) {
    return """
    {"Id":"%s","Type":"%s","Sent":"2026-11-20T09:15:00+01:00","Subject":"%s",
     "From":{"Name":"Alice","Email":"alice@contoso.example"},
     "Email":[%s],"Body":{%s}%s}
    """
        .formatted(id, type, subject, addresses, body, more);
  }

  private static String addresses(String one, String other) {
    return "\"%s@contoso.example\",\"%s@contoso.example\"".formatted(one, other);
  }

  private void file(String path, String content) throws IOException {
    Files.write(below(path), content.getBytes(UTF_8));
  }

  private Path below(String path) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    return file;
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }
}
