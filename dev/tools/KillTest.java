import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills an import at random moments and starts it again, then holds what is in the mailboxes against what went in: balanced, nothing
 * lost, nothing twice.
 *
 * <p>Usage: {@code dev/kill-test [--items N] [--kills N] [--mailboxes N] [--seed N] [--keep]}
 */
public final class KillTest {
  /** So many kills fall into start, verification and publication; the others while messages arrive. */
  private static final int EARLY_KILLS = 2;
  private static final Duration LONGEST_EARLY_WAIT = Duration.ofSeconds(8);
  private static final Duration LONGEST_JITTER = Duration.ofMillis(700);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);

  private final Path launcher;
  private final Path directory;
  private final SampleSource source;
  private final Random random;

  private KillTest(Path launcher, Path directory, long seed) {
    this.launcher = launcher;
    this.directory = directory;
    this.source = new SampleSource(directory);
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = options(arguments);
    int items = Integer.parseInt(options.getOrDefault("--items", "20000"));
    int kills = Integer.parseInt(options.getOrDefault("--kills", "10"));
    int mailboxes = Integer.parseInt(options.getOrDefault("--mailboxes", "50"));
    long seed = Long.parseLong(options.getOrDefault("--seed", String.valueOf(System.nanoTime() & 0xffff)));
    Path directory = Files.createTempDirectory("xipline-kill-test");
    System.out.printf("kill-test: %d items, %d kills, seed %d, in %s%n", items, kills, seed, directory);
    boolean passed = new KillTest(Path.of(System.getProperty("xipline.launcher")), directory, seed).run(items, mailboxes, kills);
    if (passed && !options.containsKey("--keep")) {
      delete(directory);
    }
    System.exit(passed ? 0 : 1);
  }

  private boolean run(int items, int mailboxes, int kills) throws Exception {
    long pairs = source.writeItems(items, mailboxes);
    source.makeCertificates();
    Path archive = directory.resolve("sample.xip");
    require(0, start("pack", source.items().toString(), "-o", archive.toString(), "--key", source.key().toString(), "--cert",
        source.chain().toString()));

    long[] moments = random.longs(kills, 0, pairs).sorted().toArray();
    int killed = 0;
    while (killed < kills) {
      Process process = startImport(archive, killed);
      if (!awaitMoment(process, killed < EARLY_KILLS ? 0 : moments[killed])) {
        System.out.printf("import ended by itself after %d kills (exit %d)%n", killed, process.exitValue());
        break;
      }
      process.destroyForcibly().waitFor();
      killed++;
      System.out.printf("kill %d: %d of %d messages in the mailboxes%n", killed, countMessages(), pairs);
    }
    Instant begun = Instant.now();
    Process last = startImport(archive, killed);
    int exit = last.waitFor();
    System.out.printf("last run: exit %d after %.1f s%n", exit, Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    JsonNode result = new JsonMapper().readTree(directory.resolve("import-" + killed + ".json").toFile());
    return judge(result, exit, pairs, items, killed, kills);
  }

  /**
   * Waits until this many messages have arrived, and then for as long as chance wills.
   *
   * @return false if the import ended before
   */
  private boolean awaitMoment(Process process, long messages) throws IOException, InterruptedException {
    while (countMessages() < messages) {
      if (process.waitFor(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    long jitter = random.nextLong(messages == 0 ? LONGEST_EARLY_WAIT.toMillis() : LONGEST_JITTER.toMillis());
    return !process.waitFor(jitter, TimeUnit.MILLISECONDS);
  }

  private boolean judge(JsonNode result, int exit, long pairs, int items, int killed, int kills) throws IOException {
    JsonNode totals = result.get("totals");
    System.out.println("totals: " + totals + " balanced: " + result.get("balanced"));
    long arrived = totals.get("delivered").asLong() + totals.get("alreadyPresent").asLong();
    Map<String, Integer> copies = copies();
    long twice = copies.values().stream().filter(count -> count > 1).count();
    var faults = new ArrayList<String>();
    check(faults, exit == 0, "exit code is " + exit);
    check(faults, result.get("balanced").asBoolean(), "not balanced");
    check(faults, totals.get("expected").asLong() == pairs, "expected " + pairs + " pairs");
    check(faults, arrived == pairs, "pairs that arrived: " + arrived);
    check(faults, copies.size() == pairs, "messages in mailboxes: " + copies.size() + " of " + pairs);
    check(faults, twice == 0, "messages that are there twice: " + twice);
    check(faults, result.get("archives").get(0).get("items").asInt() == items, "items accepted");
    check(faults, killed == kills, "only %d of %d kills hit a running import: use more --items".formatted(killed, kills));
    faults.forEach(fault -> System.out.println("FAULT: " + fault));
    System.out.println(faults.isEmpty() ? "PASSED: balanced, nothing lost, nothing twice" : "FAILED");
    return faults.isEmpty();
  }

  private static void check(List<String> faults, boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }

  /** How often each (mailbox, Message-ID) is there. */
  private Map<String, Integer> copies() throws IOException {
    var copies = new HashMap<String, Integer>();
    for (Path message : messages()) {
      String mailbox = mailboxes().relativize(message).getName(0).toString();
      copies.merge(mailbox + " " + messageId(message), 1, Integer::sum);
    }
    return copies;
  }

  private static String messageId(Path message) throws IOException {
    String text = Files.readString(message, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n")) {
      throw new IOException("cut message: " + message);
    }
    return text.lines().filter(line -> line.startsWith("Message-ID:")).findFirst()
        .orElseThrow(() -> new IOException("no Message-ID in " + message));
  }

  private long countMessages() throws IOException {
    return messages().size();
  }

  /** Only what is delivered: files in tmp come and go while this looks. */
  private List<Path> messages() throws IOException {
    var messages = new ArrayList<Path>();
    if (Files.exists(mailboxes())) {
      for (Path mailbox : childrenOf(mailboxes())) {
        Path folder = mailbox.resolve("Maildir").resolve(".XIP");
        messages.addAll(childrenOf(folder.resolve("new")));
        messages.addAll(childrenOf(folder.resolve("cur")));
      }
    }
    return messages;
  }

  private static List<Path> childrenOf(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }

  private Path mailboxes() {
    return directory.resolve("mail");
  }

  private Process startImport(Path archive, int run) throws IOException {
    return start("import", archive.toString(), "--trust", source.trustAnchor().toString(), "--domain", SampleSource.DOMAIN,
        "--mailboxes", "maildir:" + mailboxes(), "--data", directory.resolve("data").toString(), "--json", "#" + run);
  }

  /** The last argument, where it is {@code #N}, names the run: its output goes to files of that number. */
  private Process start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    String name = arguments[0];
    for (String argument : arguments) {
      if (argument.startsWith("#")) {
        name += "-" + argument.substring(1);
      } else {
        command.add(argument);
      }
    }
    return new ProcessBuilder(command).redirectOutput(directory.resolve(name + ".json").toFile())
        .redirectError(directory.resolve(name + ".err").toFile()).start();
  }

  private static void require(int exit, Process process) throws InterruptedException, IOException {
    if (process.waitFor() != exit) {
      throw new IOException("exit " + process.exitValue() + " of " + process.info());
    }
  }

  private static Map<String, String> options(String[] arguments) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i++) {
      boolean flag = arguments[i].equals("--keep");
      options.put(arguments[i], flag ? "" : arguments[++i]);
    }
    return options;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
