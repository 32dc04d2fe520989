package org.xipline.importer.imap.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;

/**
 * A session with a server: commands go out, one by one or many in one go, and their answers are
 * taken in the same order. Used by one thread at a time.
 *
 * <p>After a {@link ConnectionLostException} it is of no more use.
 */
public final class ImapConnection implements AutoCloseable {
  private static final int OUTPUT_BYTES = 64 << 10;

  private final Wire wire;
  private final RawSocket raw;
  private final Watchdog watchdog;
  private final TimedOutputStream guarded;
  private final OutputStream out;
  private long commands;
  private volatile boolean usable = true;

  ImapConnection(Wire wire, RawSocket raw, Watchdog watchdog) {
    this.wire = wire;
    this.raw = raw;
    this.watchdog = watchdog;
    this.guarded = new TimedOutputStream(wire.output(), this::cut);
    this.out = new BufferedOutputStream(guarded, OUTPUT_BYTES);
    watchdog.watch(guarded);
  }

  /** Whether the server has said that it has this capability. */
  public boolean offers(String capability) {
    return wire.hasCapability(capability);
  }

  /** Whether another command may be sent. */
  public boolean isUsable() {
    return usable;
  }

  /** Begins a command: writes a new tag and the first words. */
  public String begin(String words) throws ConnectionLostException {
    String tag = "x" + ++commands;
    write(tag + " " + words);
    return tag;
  }

  /** Writes a part of a command. */
  public void write(String text) throws ConnectionLostException {
    attempt(() -> out.write(text.getBytes(US_ASCII)));
  }

  /** Writes octets, from the start of a buffer. */
  public void write(byte[] octets, int length) throws ConnectionLostException {
    attempt(() -> out.write(octets, 0, length));
  }

  /** Sends what is written; it goes by itself when there is enough of it. */
  public void flush() throws ConnectionLostException {
    attempt(out::flush);
  }

  /** Sends a whole command and waits for its answer. */
  public ServerAnswer run(String command) throws ConnectionLostException {
    return run(command, _ -> {});
  }

  /**
   * Sends a whole command and waits for its answer.
   *
   * @param untagged takes what the server says meanwhile
   */
  public ServerAnswer run(String command, Consumer<IMAPResponse> untagged)
      throws ConnectionLostException {
    String tag = begin(command + "\r\n");
    flush();
    return await(tag, untagged);
  }

  /** Waits for the answer to a command. */
  public ServerAnswer await(String tag) throws ConnectionLostException {
    return await(tag, _ -> {});
  }

  /**
   * Waits for the answer to a command.
   *
   * @param untagged takes what the server says meanwhile
   */
  public ServerAnswer await(String tag, Consumer<IMAPResponse> untagged)
      throws ConnectionLostException {
    while (true) {
      Response response = read();
      if (response.isTagged() && tag.equals(response.getTag())) {
        return answer(response);
      }
      if (response.isUnTagged() && response instanceof IMAPResponse told) {
        untagged.accept(told);
      }
    }
  }

  /**
   * Sends what is written and waits until the server asks for more of the command.
   *
   * @return its answer, if it ends the command instead
   */
  public Optional<ServerAnswer> awaitContinuation(String tag) throws ConnectionLostException {
    flush();
    while (true) {
      Response response = read();
      if (response.isContinuation()) {
        return Optional.empty();
      }
      if (response.isTagged() && tag.equals(response.getTag())) {
        return Optional.of(answer(response));
      }
    }
  }

  /**
   * Logs in.
   *
   * @param mechanism of SASL
   * @param initialResponse goes with the command where the server takes it so
   */
  public ServerAnswer authenticate(String mechanism, byte[] initialResponse)
      throws ConnectionLostException {
    String response = Base64.getEncoder().encodeToString(initialResponse);
    String command = "AUTHENTICATE " + mechanism;
    String tag;
    if (offers("SASL-IR")) {
      tag = begin(command + " " + response + "\r\n");
      flush();
    } else {
      tag = begin(command + "\r\n");
      Optional<ServerAnswer> refused = awaitContinuation(tag);
      if (refused.isPresent()) {
        return refused.get();
      }
      write(response + "\r\n");
      flush();
    }
    return learnFrom(awaitLogIn(tag));
  }

  /** A challenge after the response is an error report: an empty answer asks for the verdict. */
  private Response awaitLogIn(String tag) throws ConnectionLostException {
    while (true) {
      Response response = read();
      if (response.isContinuation()) {
        write("\r\n");
        flush();
      } else if (response.isTagged() && tag.equals(response.getTag())) {
        return response;
      }
    }
  }

  /** Capabilities are others after the log-in; most servers say them with their OK. */
  private ServerAnswer learnFrom(Response response) throws ConnectionLostException {
    ServerAnswer answer = answer(response);
    if (answer.isOk() && answer.code().equals("CAPABILITY")) {
      wire.learnCapabilities(response);
    } else if (answer.isOk()) {
      attemptProtocol(wire::capability);
    }
    return answer;
  }

  private Response read() throws ConnectionLostException {
    Response response = readAny();
    if (response.isBYE()) {
      ServerAnswer goodbye = answer(response);
      cut();
      throw new ConnectionLostException(goodbye.words(), goodbye, null);
    }
    return response;
  }

  private Response readAny() throws ConnectionLostException {
    try {
      return wire.readResponse();
    } catch (IOException | ProtocolException | RuntimeException e) {
      // Angus runs over the end of some answers that are not what they should be.
      throw lost(e);
    }
  }

  private void attempt(Output write) throws ConnectionLostException {
    try {
      write.run();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void attemptProtocol(Exchange exchange) throws ConnectionLostException {
    try {
      exchange.run();
    } catch (ProtocolException e) {
      throw lost(e);
    }
  }

  /** What a server said before it cut the connection may still wait to be read. */
  private ConnectionLostException lost(Exception cause) {
    ServerAnswer goodbye = usable ? lastWords() : null;
    cut();
    String detail = goodbye == null ? "connection lost: " + cause.getMessage() : goodbye.words();
    return new ConnectionLostException(detail, goodbye, cause);
  }

  private @Nullable ServerAnswer lastWords() {
    try {
      while (wire.hasResponse()) {
        Response response = wire.readResponse();
        if (response.isBYE()) {
          return answer(response);
        }
      }
    } catch (IOException | ProtocolException | RuntimeException _) {
      // It had nothing more to say.
    }
    return null;
  }

  private static ServerAnswer answer(Response response) {
    response.reset();
    return ServerAnswer.of(kindOf(response), response.getRest());
  }

  private static Kind kindOf(Response response) {
    if (response.isOK()) {
      return Kind.OK;
    }
    if (response.isNO()) {
      return Kind.NO;
    }
    return response.isBYE() ? Kind.BYE : Kind.BAD;
  }

  /** Ends the connection at once: a command that is not whole yet is not done. */
  public void cut() {
    usable = false;
    watchdog.forget(guarded);
    raw.close();
    wire.disconnect();
  }

  /** Takes leave of the server, without waiting for its answer. */
  @Override
  public void close() {
    if (usable) {
      try {
        begin("LOGOUT\r\n");
        flush();
      } catch (ConnectionLostException _) {
        // It is gone already.
      }
    }
    cut();
  }

  @FunctionalInterface
  private interface Output {
    void run() throws IOException;
  }

  @FunctionalInterface
  private interface Exchange {
    void run() throws ProtocolException;
  }
}
