package org.xipline.importer.imap.scripted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;
import org.xipline.schemas.identity.EmailAddress;

/**
 * As much of an IMAP server as the importer uses, on the loopback interface. Capabilities are what
 * a test says they are; the next commands of a name can be answered as it wishes.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final String DEFAULT_CAPABILITIES =
      "IMAP4rev1 SASL-IR LITERAL+ UIDPLUS NAMESPACE UNSELECT MULTIAPPEND";

  private final ServerSocket socket;
  private final Map<String, ScriptedFolder> folders = new ConcurrentHashMap<>();
  private final Map<String, Deque<Reaction>> reactions = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> passwords = new CopyOnWriteArrayList<>();
  private volatile Function<String, @Nullable Reaction> logIns = _ -> null;
  private volatile String capabilities = DEFAULT_CAPABILITIES;

  public ScriptedServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        clients.add(client);
        if (socket.isClosed()) {
          // It came in while the server was going.
          cutAll();
          return;
        }
        connections.incrementAndGet();
        Thread.ofVirtual().start(new ScriptedSession(this, client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  public ImapEndpoint endpoint() {
    return new ImapEndpoint("127.0.0.1", socket.getLocalPort(), Security.NONE);
  }

  /** What it says that it can do, but for its first words. */
  public void offer(String others) {
    capabilities = "IMAP4rev1 " + others;
  }

  String capabilities() {
    return capabilities;
  }

  /** The next commands of this name get these reactions, one each. */
  public void react(String command, Reaction... next) {
    reactions.computeIfAbsent(command, _ -> new ArrayDeque<>()).addAll(List.of(next));
  }

  synchronized @Nullable Reaction nextReaction(String command) {
    Deque<Reaction> waiting = reactions.get(command);
    return waiting == null ? null : waiting.poll();
  }

  /** How it reacts to a log-in for a user; null lets the user in. */
  public void reactToLogIns(Function<String, @Nullable Reaction> reaction) {
    logIns = reaction;
  }

  @Nullable Reaction reactionTo(String user, String password) {
    passwords.add(password);
    return logIns.apply(user);
  }

  /** The passwords and tokens that were said, in order. */
  public List<String> passwords() {
    return List.copyOf(passwords);
  }

  void note(String command) {
    commands.add(command);
  }

  /** The commands so far, without tags and literals. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  public long count(String command) {
    return commands.stream().filter(line -> line.startsWith(command)).count();
  }

  public int connections() {
    return connections.get();
  }

  /** Ends all sessions without a word. */
  public void cutAll() {
    clients.forEach(ScriptedServer::close);
    clients.clear();
  }

  ScriptedFolder folderOf(String user) {
    return folders.computeIfAbsent(user, _ -> new ScriptedFolder());
  }

  /** What the folder XIP of a mailbox holds, in order. */
  public List<byte[]> contentsOf(EmailAddress mailbox) {
    return folderOf(mailbox.value()).messages(_ -> true).stream()
        .map(ScriptedFolder.Held::content)
        .toList();
  }

  /** The internal dates of what it holds, as they were sent. */
  public List<String> datesIn(EmailAddress mailbox) {
    return folderOf(mailbox.value()).messages(_ -> true).stream()
        .map(ScriptedFolder.Held::date)
        .toList();
  }

  /** Some other program stores a message. */
  public void store(EmailAddress mailbox, byte[] content) {
    ScriptedFolder folder = folderOf(mailbox.value());
    folder.create();
    var _ = folder.append("", content);
  }

  public void removeAll(EmailAddress mailbox) {
    folderOf(mailbox.value()).remove(_ -> true);
  }

  public void renumber(EmailAddress mailbox) {
    folderOf(mailbox.value()).renumber();
  }

  static void close(Socket client) {
    try {
      client.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    cutAll();
  }
}
