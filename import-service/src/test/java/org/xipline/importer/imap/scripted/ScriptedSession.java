package org.xipline.importer.imap.scripted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.scripted.ScriptedFolder.Held;

/** One client's session. */
final class ScriptedSession implements Runnable {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)(\\+?)\\}$");
  private static final Pattern DATE = Pattern.compile("\"([^\"]*)\" \\{\\d+\\+?\\}$");

  private final ScriptedServer server;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Set<Long> deleted = new HashSet<>();
  private String user = "";

  ScriptedSession(ScriptedServer server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  @Override
  public void run() {
    try (socket) {
      say("* OK [CAPABILITY " + server.capabilities() + "] scripted");
      while (true) {
        handle(command());
      }
    } catch (IOException _) {
      // The client has gone, or was cut off.
    }
  }

  /** A command with its literals. */
  private record Command(String tag, String line, List<byte[]> literals, List<String> dates) {

    String name() {
      String[] words = line.toUpperCase(Locale.ROOT).split(" ");
      return words[0].equals("UID") ? "UID " + words[1] : words[0];
    }
  }

  private Command command() throws IOException {
    var literals = new ArrayList<byte[]>();
    var dates = new ArrayList<String>();
    var text = new StringBuilder();
    while (true) {
      String line = line();
      text.append(line);
      Matcher literal = LITERAL.matcher(line);
      if (!literal.find()) {
        String[] tagged = text.toString().split(" ", 2);
        return new Command(tagged[0], tagged[1], literals, dates);
      }
      if (literal.group(2).isEmpty()) {
        say("+ go on");
      }
      Matcher date = DATE.matcher(line);
      dates.add(date.find() ? date.group(1) : "");
      literals.add(exactly(Integer.parseInt(literal.group(1))));
    }
  }

  private void handle(Command command) throws IOException {
    server.note(command.line());
    @Nullable Reaction reaction = server.nextReaction(command.name());
    switch (reaction) {
      case null -> say(command.tag() + " " + execute(command));
      case Reaction.Answer(String answer) -> say(command.tag() + " " + answer);
      case Reaction.Cut() -> throw new EOFException();
      case Reaction.DoAndCut() -> {
        var _ = execute(command);
        throw new EOFException();
      }
      case Reaction.Goodbye(String words) -> {
        say("* BYE " + words);
        throw new EOFException();
      }
    }
  }

  private String execute(Command command) throws IOException {
    return switch (command.name()) {
      case "CAPABILITY" -> told("CAPABILITY " + server.capabilities());
      case "NAMESPACE" -> told("NAMESPACE ((\"\" \"/\")) NIL NIL");
      case "LIST" -> told("LIST (\\Noselect) \".\" \"\"");
      case "AUTHENTICATE" -> logIn(command);
      case "STATUS" -> status();
      case "CREATE" -> create();
      case "APPEND" -> append(command);
      case "EXAMINE", "SELECT" -> select();
      case "UID FETCH" -> fetch(command);
      case "UID STORE" -> mark(command);
      case "UID EXPUNGE" -> expunge(command);
      default -> "OK done";
    };
  }

  private String told(String untagged) throws IOException {
    say("* " + untagged);
    return "OK done";
  }

  private String logIn(Command command) throws IOException {
    String[] words = command.line().split(" ");
    if (words.length < 3) {
      say("+ ");
    }
    String response = words.length < 3 ? line() : words[2];
    String said = new String(Base64.getDecoder().decode(response), UTF_8);
    user = userIn(said);
    Reaction reaction = server.reactionTo(user, said.substring(said.lastIndexOf('\0') + 1));
    if (reaction instanceof Reaction.Answer(String answer)) {
      return answer;
    }
    if (reaction != null) {
      throw new EOFException();
    }
    return "OK [CAPABILITY " + server.capabilities() + "] logged in";
  }

  private static String userIn(String response) {
    if (response.startsWith("user=")) {
      return response.substring("user=".length(), response.indexOf('\001'));
    }
    String[] parts = response.split("\0", -1);
    return parts[0].isEmpty() ? parts[1] : parts[0];
  }

  private ScriptedFolder folder() {
    return server.folderOf(user);
  }

  private String status() throws IOException {
    ScriptedFolder folder = folder();
    if (!folder.exists()) {
      return "NO [NONEXISTENT] no such folder";
    }
    return told(
        "STATUS \"INBOX/XIP\" (MESSAGES %d UIDNEXT %d UIDVALIDITY %d)"
            .formatted(folder.messages(_ -> true).size(), folder.uidNext(), folder.uidValidity()));
  }

  private String create() {
    if (folder().exists()) {
      return "NO [ALREADYEXISTS] it is there";
    }
    folder().create();
    return "OK created";
  }

  private String append(Command command) {
    if (!folder().exists()) {
      return "NO [TRYCREATE] no such folder";
    }
    var uids = new ArrayList<Long>();
    for (int i = 0; i < command.literals().size(); i++) {
      uids.add(folder().append(command.dates().get(i), command.literals().get(i)));
    }
    String set = uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    return server.capabilities().contains("UIDPLUS")
        ? "OK [APPENDUID %d %s] stored".formatted(folder().uidValidity(), set)
        : "OK stored";
  }

  private String select() throws IOException {
    if (!folder().exists()) {
      return "NO [NONEXISTENT] no such folder";
    }
    say("* OK [UIDVALIDITY " + folder().uidValidity() + "] valid");
    return "OK [READ-WRITE] selected";
  }

  private String fetch(Command command) throws IOException {
    int number = 0;
    for (Held held : folder().messages(inSet(command))) {
      String header = header(held.content());
      say(
          "* %d FETCH (UID %d BODY[HEADER.FIELDS (MESSAGE-ID X-XIP-ITEM-SHA256)] {%d}\r\n%s)"
              .formatted(++number, held.uid(), header.length(), header));
    }
    return "OK fetched";
  }

  private static String header(byte[] content) {
    String text = new String(content, UTF_8);
    return text.substring(0, text.indexOf("\r\n\r\n") + 4);
  }

  private String mark(Command command) {
    folder().messages(inSet(command)).forEach(held -> deleted.add(held.uid()));
    return "OK marked";
  }

  private String expunge(Command command) {
    Predicate<Held> inSet = inSet(command);
    folder().remove(held -> inSet.test(held) && deleted.contains(held.uid()));
    return "OK expunged";
  }

  private static Predicate<Held> inSet(Command command) {
    String set = command.line().split(" ")[2];
    if (set.endsWith(":*")) {
      long from = Long.parseLong(set.substring(0, set.length() - 2));
      return held -> held.uid() >= from;
    }
    Set<Long> uids =
        Set.of(set.split(",")).stream().map(Long::parseLong).collect(Collectors.toSet());
    return held -> uids.contains(held.uid());
  }

  private void say(String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException();
      }
      line.write(octet);
    }
    return line.toString(UTF_8).stripTrailing();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
