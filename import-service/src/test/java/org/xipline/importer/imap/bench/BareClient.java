package org.xipline.importer.imap.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.schemas.identity.EmailAddress;

/**
 * The least that a client can do: log in, create the folder, {@code MULTIAPPEND} without looking,
 * without keeping what it learns, without a word about what goes wrong.
 */
record BareClient(DovecotServer server) implements Contestant {
  private static final int MAX_BATCH_MESSAGES = 100;
  private static final long MAX_BATCH_BYTES = 16 << 20;

  @Override
  public String name() {
    return "bare MULTIAPPEND";
  }

  @Override
  public void deliver(Shape shape, List<EmailAddress> mailboxes, List<byte[]> contents)
      throws Exception {
    Workers.each(mailboxes, shape.connections(), mailbox -> deliver(mailbox, contents));
  }

  private void deliver(EmailAddress mailbox, List<byte[]> contents) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket.setTcpNoDelay(true);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      var out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
      in.readLine();
      command(in, out, "AUTHENTICATE PLAIN " + logIn(mailbox));
      command(in, out, "CREATE INBOX/XIP");
      int each =
          (int) Math.clamp(MAX_BATCH_BYTES / contents.getFirst().length, 1, MAX_BATCH_MESSAGES);
      for (int from = 0; from < contents.size(); from += each) {
        append(in, out, contents.subList(from, Math.min(contents.size(), from + each)));
      }
    }
  }

  private static String logIn(EmailAddress mailbox) {
    String response =
        mailbox.value() + '\0' + DovecotServer.MASTER + '\0' + DovecotServer.MASTER_PASSWORD;
    return Base64.getEncoder().encodeToString(response.getBytes(UTF_8));
  }

  private static void append(BufferedReader in, OutputStream out, List<byte[]> contents)
      throws IOException {
    out.write("a APPEND INBOX/XIP".getBytes(US_ASCII));
    for (byte[] content : contents) {
      out.write(
          " \"20-Nov-2026 09:15:00 +0100\" {%d+}\r\n".formatted(content.length).getBytes(US_ASCII));
      out.write(content);
    }
    out.write("\r\n".getBytes(US_ASCII));
    out.flush();
    await(in);
  }

  private static void command(BufferedReader in, OutputStream out, String command)
      throws IOException {
    out.write(("a " + command + "\r\n").getBytes(US_ASCII));
    out.flush();
    await(in);
  }

  private static void await(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("a OK")) {
        return;
      }
      if (line.startsWith("a ")) {
        throw new IOException(line);
      }
    }
    throw new IOException("connection lost");
  }
}
